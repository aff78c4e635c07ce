const FIELD = 'data:';

/** The data of each server-sent event, as it comes; both APIs write it on one line. */
export async function* readEvents(body: ReadableStream<BufferSource>): AsyncGenerator<string> {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    const lines = (rest + read.value).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (line.startsWith(FIELD)) yield line.slice(FIELD.length).trim();
  }
}
