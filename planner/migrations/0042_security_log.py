import django.db.models.deletion
import planner.models.fields
from django.conf import settings
from django.db import migrations, models

# What a line says stays; the text that is encrypted may be sealed anew with another key. Whatever remakes
# the table on SQLite has to make the trigger again.
_SAYS = "person_id, what, program, machine, happened_at"
_SQLITE = f"""
CREATE TRIGGER a_line_of_the_security_log_is_never_rewritten
BEFORE UPDATE OF {_SAYS} ON planner_securityevent
BEGIN SELECT RAISE(ABORT, 'a line of the security log is never rewritten'); END
"""
_POSTGRESQL = f"""
CREATE FUNCTION refuse_to_rewrite_the_security_log() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a line of the security log is never rewritten' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER a_line_of_the_security_log_is_never_rewritten
BEFORE UPDATE OF {_SAYS} ON planner_securityevent
FOR EACH ROW EXECUTE FUNCTION refuse_to_rewrite_the_security_log();
"""


def _refuse_rewriting(apps, schema_editor):
    schema_editor.execute(_POSTGRESQL if schema_editor.connection.vendor == "postgresql" else _SQLITE)


def _allow_rewriting(apps, schema_editor):
    """The trigger goes with its table."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION refuse_to_rewrite_the_security_log() CASCADE")


class Migration(migrations.Migration):

    dependencies = [
        ("planner", "0041_letting_go"),
    ]

    operations = [
        migrations.CreateModel(
            name='SecurityEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('what', models.CharField(choices=[('signed_in', 'signed_in'), ('second_step_missed', 'second_step_missed'), ('password_changed', 'password_changed'), ('address_changed', 'address_changed'), ('passkey_added', 'passkey_added'), ('passkey_removed', 'passkey_removed'), ('app_added', 'app_added'), ('app_removed', 'app_removed'), ('codes_made', 'codes_made'), ('code_used', 'code_used'), ('token_made', 'token_made'), ('token_rotated', 'token_rotated'), ('token_ended', 'token_ended'), ('feed_made', 'feed_made'), ('feed_rotated', 'feed_rotated'), ('feed_ended', 'feed_ended'), ('webhook_made', 'webhook_made'), ('webhook_rotated', 'webhook_rotated'), ('webhook_ended', 'webhook_ended'), ('export_made', 'export_made'), ('sessions_ended', 'sessions_ended')], max_length=20)),
                ('about', planner.models.fields.EncryptedTextField(default='')),
                ('program', models.CharField(blank=True, max_length=20)),
                ('machine', models.CharField(blank=True, max_length=20)),
                ('happened_at', models.DateTimeField()),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='security_events', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['person', '-happened_at'], name='security_by_person')],
                'constraints': [models.CheckConstraint(condition=models.Q(('what__in', ['signed_in', 'second_step_missed', 'password_changed', 'address_changed', 'passkey_added', 'passkey_removed', 'app_added', 'app_removed', 'codes_made', 'code_used', 'token_made', 'token_rotated', 'token_ended', 'feed_made', 'feed_rotated', 'feed_ended', 'webhook_made', 'webhook_rotated', 'webhook_ended', 'export_made', 'sessions_ended'])), name='what_happened_to_an_account_is_known')],
            },
        ),
        migrations.RunPython(_refuse_rewriting, _allow_rewriting),
    ]
