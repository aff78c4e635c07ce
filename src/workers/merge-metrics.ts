interface Family {
  /** Its help and type. */
  head: string;
  samples: string;
}

/**
 * One page of metrics from those of several processes, in Prometheus' text format. Each value keeps its process as the
 * label `worker`, so that no counter falls when another process answers.
 */
export function mergeMetrics(pages: ReadonlyMap<number, string>): string {
  const families = new Map<string, Family>();
  for (const [worker, page] of pages) addPage(families, page, worker);
  return [...families.values()].map(({ head, samples }) => head + samples).join('\n');
}

function addPage(families: Map<string, Family>, page: string, worker: number): void {
  let family: Family = { head: '', samples: '' };
  let isNew = false;
  for (const line of page.split('\n')) {
    if (line.startsWith('# HELP ')) {
      const name = line.split(' ', 3)[2] as string;
      isNew = !families.has(name);
      family = families.get(name) ?? { head: '', samples: '' };
      families.set(name, family);
    }
    if (line.startsWith('#')) family.head += isNew ? `${line}\n` : '';
    else if (line !== '') family.samples += `${labelled(line, worker)}\n`;
  }
}

function labelled(sample: string, worker: number): string {
  const end = sample.search(/[{ ]/);
  const [name, rest] = [sample.slice(0, end), sample.slice(end)];
  return rest.startsWith('{')
    ? `${name}{worker="${worker}",${rest.slice(1)}`
    : `${name}{worker="${worker}"}${rest}`;
}
