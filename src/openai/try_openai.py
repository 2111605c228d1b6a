"""Tries the openai package against a server, and compares it with the server's own API.

Run with the address of the server as its one argument. Prints one line of JSON for each check:
its name and what went wrong, or null.
"""

import asyncio
import json
import sys
import time
import traceback
import urllib.error
import urllib.request

import openai

BASE_URL = sys.argv[1]
MODEL = "policy-assistant"
QUESTIONS = [
    "大连海关预裁定要提前多久申请？",
    "深圳海關對生鮮貨物有咩安排？",
    "Which offices help with cross-border e-commerce returns?",
    "今天天气怎么样？",
]
# A machine that runs other tests may be too busy for a moment.
TRIES = 100

client = openai.OpenAI(base_url=f"{BASE_URL}/v1", api_key="none", max_retries=10)


def native(question: str) -> dict:
    """The answer of the server's own API."""
    body = json.dumps({"question": question}).encode()
    for left in reversed(range(TRIES)):
        request = urllib.request.Request(
            f"{BASE_URL}/api/v1/answers", body, {"content-type": "application/json"}
        )
        try:
            with urllib.request.urlopen(request) as response:
                return json.load(response)
        except urllib.error.HTTPError as error:
            if error.code != 503 or left == 0:
                raise
            time.sleep(0.25)
    raise AssertionError("unreachable")


def asked(question: str) -> list:
    return [{"role": "user", "content": question}]


def equal(found, expected) -> None:
    if found != expected:
        raise AssertionError(f"expected {expected!r}, found {found!r}")


def utf16(text: str, start: int, end: int) -> str:
    """Offsets count UTF-16 code units, of which some characters have two."""
    return text.encode("utf-16-le")[2 * start : 2 * end].decode("utf-16-le")


def check_annotations(content: str, annotations: list, expected: dict) -> None:
    cited = {citation["url"]: citation["reference"] for citation in expected["citations"]}
    equal({a["url_citation"]["url"]: a["url_citation"]["title"] for a in annotations}, cited)
    for annotation in annotations:
        equal(annotation["type"], "url_citation")
        place = annotation["url_citation"]
        mark = utf16(content, place["start_index"], place["end_index"])
        number = next(c["number"] for c in expected["citations"] if c["url"] == place["url"])
        equal(mark, f"[{number}]")


def check_policy(policy: dict, expected: dict) -> None:
    for field in ("text", "citations", "claims", "outcome", "language"):
        equal(policy[field], expected[field])


def models() -> None:
    equal([model.id for model in client.models.list()], [MODEL, f"{MODEL}-utility"])
    equal(client.models.retrieve(MODEL).object, "model")


def whole_answers() -> None:
    for question in QUESTIONS:
        expected = native(question)
        completion = client.chat.completions.create(
            model=MODEL, messages=asked(question), temperature=0.2, user="somebody"
        )
        [choice] = completion.choices
        equal(choice.finish_reason, "stop")
        content = choice.message.content
        equal(content[: len(expected["text"])], expected["text"])
        for citation in expected["citations"]:
            equal(f"]({citation['url']})" in content[len(expected["text"]) :], True)
        annotations = [a.model_dump() for a in choice.message.annotations]
        check_annotations(content, annotations, expected)
        check_policy(completion.model_extra["policy"], expected)
        usage = completion.usage
        equal(usage.total_tokens, usage.prompt_tokens + usage.completion_tokens)
        equal(usage.prompt_tokens > 0 and usage.completion_tokens > 0, True)


def read_chunks(chunks: list, expected: dict) -> None:
    content = ""
    annotations = []
    finished = []
    policies = []
    for chunk in chunks:
        for choice in chunk.choices:
            content += choice.delta.content or ""
            annotations += (choice.delta.model_extra or {}).get("annotations", [])
            finished += [choice.finish_reason] if choice.finish_reason else []
        policies += [(chunk.model_extra or {}).get("policy")]
    equal(content[: len(expected["text"])], expected["text"])
    check_annotations(content, annotations, expected)
    equal(finished, ["stop"])
    [policy] = [policy for policy in policies if policy]
    check_policy(policy, expected)
    equal(len({(chunk.id, chunk.created, chunk.model) for chunk in chunks}), 1)
    equal([chunk.usage is not None for chunk in chunks], [False] * (len(chunks) - 1) + [True])


def streamed_answers() -> None:
    for question in QUESTIONS:
        stream = client.chat.completions.create(
            model=MODEL,
            messages=asked(question),
            stream=True,
            stream_options={"include_usage": True},
        )
        read_chunks(list(stream), native(question))


def streamed_asynchronously() -> None:
    async def ask() -> list:
        async with openai.AsyncOpenAI(
            base_url=f"{BASE_URL}/v1", api_key="none", max_retries=10
        ) as waiting:
            stream = await waiting.chat.completions.create(
                model=MODEL,
                messages=asked(QUESTIONS[1]),
                stream=True,
                stream_options={"include_usage": True},
            )
            return [chunk async for chunk in stream]

    read_chunks(asyncio.run(ask()), native(QUESTIONS[1]))


def stream_helper() -> None:
    expected = native(QUESTIONS[0])
    with client.chat.completions.stream(model=MODEL, messages=asked(QUESTIONS[0])) as stream:
        final = stream.get_final_completion()
    equal(final.choices[0].message.content[: len(expected["text"])], expected["text"])


def citation_styles() -> None:
    expected = native(QUESTIONS[0])
    for style in ("annotations", "inline"):
        completion = client.chat.completions.create(
            model=MODEL, messages=asked(QUESTIONS[0]), extra_query={"citations": style}
        )
        message = completion.choices[0].message
        equal(message.content == expected["text"], style == "annotations")
        equal(message.annotations == [], style == "inline")


def conversation() -> None:
    first = client.chat.completions.create(model=MODEL, messages=asked(QUESTIONS[0]))
    messages = [
        *asked(QUESTIONS[0]),
        {"role": "assistant", "content": first.choices[0].message.content},
        *asked("有效期多长？"),
    ]
    second = client.chat.completions.create(model=MODEL, messages=messages)
    equal(second.model_extra["policy"]["citations"][0]["measureId"], "dalian-43/33")


def hints() -> None:
    messages = [{"role": "system", "content": "Answer in English."}, *asked(QUESTIONS[0])]
    completion = client.chat.completions.create(model=MODEL, messages=messages)
    equal(completion.model_extra["policy"]["language"], "en")


def refused(kind: type, parameter: str | None, **wanted) -> None:
    try:
        client.chat.completions.create(**{"model": MODEL, "messages": asked("x"), **wanted})
    except kind as error:
        equal(error.param, parameter)
        equal(isinstance(error.code, str) and isinstance(error.type, str), True)
        return
    raise AssertionError(f"expected {kind.__name__}, found an answer to {wanted!r}")


def errors() -> None:
    image = {"type": "image_url", "image_url": {"url": "https://example.com/a.png"}}
    refused(openai.NotFoundError, "model", model="gpt-4o")
    refused(openai.BadRequestError, "messages", messages=[])
    refused(openai.BadRequestError, "messages", messages=[{"role": "system", "content": "x"}])
    refused(
        openai.BadRequestError,
        "messages.0.content.0",
        messages=[{"role": "user", "content": [image]}],
    )
    refused(openai.BadRequestError, "n", n=2)
    refused(openai.BadRequestError, "messages.0.content", messages=asked("海" * 1001))


CHECKS = [
    models,
    whole_answers,
    streamed_answers,
    streamed_asynchronously,
    stream_helper,
    citation_styles,
    conversation,
    hints,
    errors,
]

for check in CHECKS:
    wrong = None
    try:
        check()
    except Exception:
        wrong = traceback.format_exc()
    print(json.dumps({"name": check.__name__, "error": wrong}), flush=True)
