import { randomBytes, randomUUID } from 'node:crypto';

import type { PrismaService } from '../../src/database/prisma.service.js';
import { keepUsage, type KeptUsage } from '../admin/keep-usage.js';
import { startPrisma } from '../database/start-prisma.js';
import type { TestDatabase } from '../database/start-test-database.js';

const MS_AN_HOUR = 3_600_000;
const HOURS = 24 * 62;
const MODELS = ['claude-opus-4-6', 'claude-sonnet-4-6', 'claude-sonnet-4-6', 'claude-haiku-4-5'];
const TEAMS = ['platform', 'research', 'support'];
const KEYS = ['ci', 'notebooks', 'helpdesk-bot', 'claude-code'];

/** Two months of a small company's usage, up to this hour: four keys of three teams, busier by day than by night. */
export async function fillWeeks(database: TestDatabase): Promise<void> {
  const prisma = await startPrisma(database);
  const teams = await makeTeams(prisma);
  const keys = await makeKeys(prisma, teams);
  const records = Array.from({ length: HOURS }, (_, hoursAgo) => recordsOfHour(hoursAgo, keys)).flat();
  await keepUsage(prisma, records);
  await prisma.onApplicationShutdown();
}

interface Subject {
  id: string;
  name: string;
  teamId?: string;
}

async function makeTeams(prisma: PrismaService): Promise<Subject[]> {
  const teams = TEAMS.map((name) => ({ id: randomUUID(), name }));
  await prisma.run((client) => client.team.createMany({ data: teams }));
  return teams;
}

async function makeKeys(prisma: PrismaService, teams: readonly Subject[]): Promise<Subject[]> {
  const keys = KEYS.map((name, index) => ({
    id: randomUUID(),
    name,
    teamId: teams[index % teams.length]?.id as string,
    digest: randomBytes(32),
    preview: `sk-…${name.slice(-4)}`,
    createdBy: 'master',
  }));
  await prisma.run((client) => client.virtualKey.createMany({ data: keys }));
  return keys;
}

function recordsOfHour(hoursAgo: number, keys: readonly Subject[]): KeptUsage[] {
  const at = Date.now() - hoursAgo * MS_AN_HOUR;
  const hourOfDay = new Date(at).getUTCHours();
  const isByDay = hourOfDay >= 7 && hourOfDay < 19;
  return Array.from({ length: isByDay ? 3 : 1 }, (_, index) =>
    recordAt(at - index * 600_000, hoursAgo + index, keys),
  );
}

/** Numbers that look like life and are the same each time. */
function recordAt(at: number, number: number, keys: readonly Subject[]): KeptUsage {
  const key = keys[number % keys.length];
  const wave = 1 + Math.sin(number / 19) / 2;
  const isFailed = number % 41 === 0;
  const model = MODELS[number % MODELS.length];
  return {
    requestId: `req_${at}_${number}`,
    keyId: key?.id,
    teamId: key?.teamId,
    model,
    upstreamModel: model,
    inputTokens: Math.round(1500 * wave),
    cacheReadTokens: Math.round(9000 * wave * (number % 3)),
    outputTokens: Math.round(620 * wave),
    costNanoUsd: isFailed ? 0 : Math.round(34_000_000 * wave * (number % MODELS.length === 0 ? 5 : 1)),
    result: isFailed ? 'failed' : 'completed',
    status: isFailed ? 529 : 200,
    isStream: true,
    durationMs: Math.round(5200 * wave),
    timeToFirstTokenMs: Math.round(780 * wave),
    createdAt: new Date(at),
  };
}
