/** What has this code is the same to callers as a database that is away. */
class StatementTimeoutError extends Error {
  readonly code = '57014';
}

/** Rejects when the promise takes longer; what it stands for goes on, and its end is ignored. */
export async function withTimeLimit<T>(promise: Promise<T>, timeLimitMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const timeLimit = new Promise<never>((_, reject) => {
    const fail = () => reject(new StatementTimeoutError(`No answer within ${timeLimitMs} ms.`));
    timer = setTimeout(fail, timeLimitMs);
  });
  try {
    return await Promise.race([promise, timeLimit]);
  } finally {
    clearTimeout(timer);
  }
}
