import type { AdminStack } from '../admin/start-admin.js';

/** Budgets and limits for what `fillWeeks` has made, and people who belong to it. */
export async function fillCompany({ call, make }: AdminStack): Promise<void> {
  const [{ body: teams }, { body: keys }] = await Promise.all([
    call('GET /admin/teams?sort=name'),
    call('GET /admin/keys?sort=name'),
  ]);
  const [platform, research] = teams.data as { id: string }[];
  const ada = await make('/admin/users', {
    name: 'Ada Lovelace',
    email: 'ada@example.com',
    team_id: research?.id,
  });
  await make('/admin/users', { name: 'Grace Hopper', email: 'grace@example.com', team_id: platform?.id });
  const settings = [
    { max_budget: 60, budget_duration: '1mo', rpm_limit: 60, user_id: ada.id, models: ['claude-*'] },
    {
      max_budget: 40,
      budget_duration: '30d',
      budget_limits: [{ max_budget: 3, budget_duration: '1d' }],
      soft_budget: 30,
      aliases: { fast: 'claude-haiku-4-5' },
    },
    { tpm_limit: 400_000, max_parallel_requests: 8 },
    { max_budget: 25, budget_duration: '1mo', metadata: { cost_centre: 'R&D', owner: 'Ada' } },
  ];
  const change = async (path: string, body: object): Promise<void> => {
    const answer = await call(`PATCH ${path}`, { body });
    if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
  };
  for (const [index, body] of settings.entries()) await change(`/admin/keys/${keys.data[index].id}`, body);
  await change(`/admin/teams/${platform?.id}`, { max_budget: 80, budget_duration: '1mo' });
  await change(`/admin/users/${ada.id as string}`, { max_budget: 500, budget_duration: '1mo' });
}
