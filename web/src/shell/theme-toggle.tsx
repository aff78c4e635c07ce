import { ActionIcon, type MantineColorScheme, useMantineColorScheme } from '@mantine/core';
import { IconBrightnessAuto, IconMoon, IconSun } from '@tabler/icons-react';

const SCHEMES = {
  auto: { icon: IconBrightnessAuto, label: 'as the system', next: 'light' },
  light: { icon: IconSun, label: 'light', next: 'dark' },
  dark: { icon: IconMoon, label: 'dark', next: 'auto' },
} as const satisfies Record<MantineColorScheme, object>;

/** Goes through light, dark, and whichever the system has. */
export function ThemeToggle() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const { icon: Icon, label, next } = SCHEMES[colorScheme];
  const words = `Colours: ${label}. Change to ${SCHEMES[next].label}`;
  return (
    <ActionIcon size="lg" aria-label={words} title={words} onClick={() => setColorScheme(next)}>
      <Icon size={18} stroke={1.6} aria-hidden />
    </ActionIcon>
  );
}
