import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';

const MICROS_PER_TICK = 10_000;

/** True where processes can be held to a core: two cores and `taskset`. */
export const canPin = availableParallelism() >= 2 && spawnSync('taskset', ['--version']).status === 0;

/**
 * The command line that starts a program on one core, or the same command where pinning is not possible.
 * @param {readonly string[]} command
 * @param {number} core
 * @returns {string[]}
 */
export function pinnedCommand(command, core) {
  return canPin ? ['taskset', '-c', String(core), ...command] : [...command];
}

/**
 * Moves this process, with all its threads, to one core.
 * @param {number} core
 */
export function pinThisProcess(core) {
  if (canPin) spawnSync('taskset', ['-acp', String(core), String(process.pid)]);
}

/**
 * A process and all its descendants.
 * @param {number} rootPid
 * @returns {number[]}
 */
export function processTree(rootPid) {
  return [rootPid, ...childPids(rootPid).flatMap(processTree)];
}

/**
 * CPU time that living processes have used so far, user and system, in microseconds.
 * @param {readonly number[]} pids
 * @returns {number}
 */
export function cpuTimeUs(pids) {
  return sum(pids, (pid) => scheduledUs(pid) || tickedUs(pid));
}

/**
 * Memory that processes hold resident, in megabytes.
 * @param {readonly number[]} pids
 * @returns {number}
 */
export function residentMb(pids) {
  return sum(pids, (pid) => Number(/VmRSS:\s+(\d+)/.exec(read(`/proc/${pid}/status`))?.[1] ?? 0)) / 1024;
}

function childPids(pid) {
  return threadIds(pid).flatMap((thread) =>
    read(`/proc/${pid}/task/${thread}/children`).split(' ').filter(Boolean).map(Number),
  );
}

/** From the scheduler, in nanoseconds; 0 where the kernel does not say. */
function scheduledUs(pid) {
  return sum(
    threadIds(pid),
    (thread) => Number(read(`/proc/${pid}/task/${thread}/schedstat`).split(' ')[0]) / 1000,
  );
}

/** From the process table, in ticks of 10 ms. The fields are counted from behind the program's name. */
function tickedUs(pid) {
  const stat = read(`/proc/${pid}/stat`);
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) * MICROS_PER_TICK;
}

function threadIds(pid) {
  try {
    return readdirSync(`/proc/${pid}/task`);
  } catch {
    return [];
  }
}

/** A thread may end between being listed and being read: it then counts as nothing. */
function read(path) {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    return '';
  }
}

function sum(items, value) {
  return items.reduce((total, item) => total + value(item), 0);
}
