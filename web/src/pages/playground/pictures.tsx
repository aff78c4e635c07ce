import { CloseButton, Group, Image } from '@mantine/core';

import type { Picture } from './conversation.js';

const EDGE = 72;

interface PicturesProps {
  pictures: readonly Picture[];
  /** Without it they cannot be taken away. */
  onRemove?: (id: string) => void;
}

/** Pictures of a message, small. */
export function Pictures({ pictures, onRemove }: PicturesProps) {
  if (pictures.length === 0) return null;
  return (
    <Group component="ul" gap="xs" className="plain-list" aria-label="Pictures">
      {pictures.map(({ id, name, mediaType, base64 }) => (
        <Group component="li" key={id} gap={2} align="flex-start" wrap="nowrap">
          <Image
            src={`data:${mediaType};base64,${base64}`}
            alt={name}
            title={name}
            w={EDGE}
            h={EDGE}
            fit="cover"
            radius="sm"
          />
          {onRemove && <CloseButton size="sm" aria-label={`Remove ${name}`} onClick={() => onRemove(id)} />}
        </Group>
      ))}
    </Group>
  );
}
