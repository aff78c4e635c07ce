"""Stands in for the openai package: posts what it is given to the gateway and gives simple objects back."""

import json
import urllib.request
from types import SimpleNamespace


class OpenAI:
    def __init__(self, base_url, api_key):
        self._url = base_url + "/chat/completions"
        self._api_key = api_key
        self.chat = SimpleNamespace(completions=SimpleNamespace(create=self._create))

    def _create(self, extra_headers=None, extra_body=None, **fields):
        body = json.dumps({**fields, **(extra_body or {})}, default=_plain)
        headers = {
            "Authorization": "Bearer " + self._api_key,
            "Content-Type": "application/json",
            **(extra_headers or {}),
        }
        request = urllib.request.Request(self._url, body.encode(), headers)
        response = urllib.request.urlopen(request)
        return _chunks(response) if fields.get("stream") else _read(response.read())


def _chunks(response):
    for line in response:
        if line.startswith(b"data: {"):
            yield _read(line[len(b"data: ") :])


class _Object(SimpleNamespace):
    """An absent field is None, as in the package's typed objects; a field it has no type for stays a dict."""

    def __getattr__(self, name):
        return None

    def __getitem__(self, name):
        return getattr(self, name)


def _read(text):
    return json.loads(text, object_hook=lambda fields: _Object(**fields))


def _plain(value):
    return vars(value)
