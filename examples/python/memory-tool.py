import os

from openai import OpenAI

client = OpenAI(
    base_url=os.environ.get("TOLLGATE_URL", "http://127.0.0.1:4000") + "/v1",
    api_key=os.environ.get("TOLLGATE_API_KEY", "any"),
)

# Claude says which file of its memory it wants to read or write; keeping the files is up to you.
answer = client.chat.completions.create(
    model="claude-sonnet-4-6",
    messages=[{"role": "user", "content": "What do you remember about me?"}],
    tools=[{"type": "memory_20250818", "name": "memory"}],
)
for call in answer.choices[0].message.tool_calls or []:
    print(call.function.name, call.function.arguments)
