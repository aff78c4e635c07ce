import os

from openai import OpenAI

client = OpenAI(
    base_url=os.environ.get("TOLLGATE_URL", "http://127.0.0.1:4000") + "/v1",
    api_key=os.environ.get("TOLLGATE_API_KEY", "any"),
)

handbook = "The handbook says: always be kind. " * 400

# The second call within the hour reads the prompt from the cache, at a tenth of the price.
answer = client.chat.completions.create(
    model="claude-sonnet-4-6",
    messages=[
        {
            "role": "system",
            "content": [
                {
                    "type": "text",
                    "text": handbook,
                    "cache_control": {"type": "ephemeral", "ttl": "1h"},
                }
            ],
        },
        {"role": "user", "content": "What does the handbook say?"},
    ],
)
print(answer.choices[0].message.content)
print("read from the cache:", answer.usage.prompt_tokens_details.cached_tokens)
