"""What a browser gives when somebody switches push on in it."""

from django import forms

from planner.core.push import ENDPOINT_MAX, KEY_MAX


class DeviceForm(forms.Form):
    """Filled by the browser itself, so that its fields are hidden; what is wrong with them is said above."""

    endpoint = forms.CharField(max_length=ENDPOINT_MAX, widget=forms.HiddenInput)
    p256dh = forms.CharField(max_length=KEY_MAX, widget=forms.HiddenInput)
    auth = forms.CharField(max_length=KEY_MAX, widget=forms.HiddenInput)
