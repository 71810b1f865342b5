import type { DetectionMetadata } from '../../detection/detection.ts';
import type { DetectionId } from '../../domain/finding.ts';

/** What people are told of a detection; undefined where nothing is written down. */
export const notesOf = (_id: DetectionId): DetectionMetadata | undefined => undefined;

/** "operator-zone-shift" → "Operator zone shift", for a detection without notes. */
const spoken = (id: string): string => `${id.charAt(0).toUpperCase()}${id.slice(1).replaceAll('-', ' ')}`;

export const titleOf = (id: DetectionId): string => notesOf(id)?.title ?? spoken(id);
