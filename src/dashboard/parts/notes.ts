import type { DetectionMetadata } from '../../detection/detection.ts';
import { DETECTIONS } from '../../detection/registry.ts';
import type { DetectionId } from '../../domain/finding.ts';

/** What people are told of a detection. */
export const notesOf = (id: DetectionId): DetectionMetadata => DETECTIONS[id];

export const titleOf = (id: DetectionId): string => notesOf(id).title;
