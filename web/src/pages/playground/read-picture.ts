import type { Picture } from './conversation.js';

/** What models take. */
export const PICTURE_TYPES: readonly string[] = ['image/png', 'image/jpeg', 'image/webp', 'image/gif'];

let lastNumber = 0;

/** Reads a file that somebody chose or pasted. */
export async function readPicture(file: File): Promise<Picture> {
  const dataUrl = await readAsDataUrl(file);
  lastNumber += 1;
  return {
    id: `picture-${lastNumber}`,
    name: file.name,
    mediaType: file.type,
    base64: dataUrl.slice(dataUrl.indexOf(',') + 1),
  };
}

function readAsDataUrl(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result as string);
    reader.onerror = () => reject(reader.error ?? new Error('The file could not be read.'));
    reader.readAsDataURL(file);
  });
}
