import { archivePartsMetadata } from '../../detection/archive-parts/metadata.ts';
import { automationClientMetadata } from '../../detection/automation-client/metadata.ts';
import { campaign } from '../../detection/campaign/campaign.ts';
import type { DetectionMetadata } from '../../detection/detection.ts';
import { externalShareMetadata } from '../../detection/external-share/metadata.ts';
import { impossibleTravel } from '../../detection/impossible-travel/impossible-travel.ts';
import { massDownloadMetadata } from '../../detection/mass-download/metadata.ts';
import { newClient } from '../../detection/new-client/new-client.ts';
import { newCountry } from '../../detection/new-country/new-country.ts';
import { newDestinationMetadata } from '../../detection/new-destination/metadata.ts';
import { newNetwork } from '../../detection/new-network/new-network.ts';
import { newTimeZone } from '../../detection/new-time-zone/new-time-zone.ts';
import { operatorZoneShiftMetadata } from '../../detection/operator-zone-shift/metadata.ts';
import { rareHourMetadata } from '../../detection/rare-hour/metadata.ts';
import { takeoverThenExfiltrationMetadata } from '../../detection/takeover-then-exfiltration/metadata.ts';
import { uploadBurstMetadata } from '../../detection/upload-burst/metadata.ts';
import { uploadDripMetadata } from '../../detection/upload-drip/metadata.ts';
import type { DetectionId } from '../../domain/finding.ts';

const NOTES: ReadonlyMap<DetectionId, DetectionMetadata> = new Map(
  [
    archivePartsMetadata,
    automationClientMetadata,
    campaign,
    externalShareMetadata,
    impossibleTravel,
    massDownloadMetadata,
    newClient,
    newCountry,
    newDestinationMetadata,
    newNetwork,
    newTimeZone,
    operatorZoneShiftMetadata,
    rareHourMetadata,
    takeoverThenExfiltrationMetadata,
    uploadBurstMetadata,
    uploadDripMetadata,
  ].map((notes) => [notes.id, notes]),
);

/** What people are told of a detection; undefined where nothing is written down. */
export const notesOf = (id: DetectionId): DetectionMetadata | undefined => NOTES.get(id);

/** "operator-zone-shift" → "Operator zone shift", for a detection without notes. */
const spoken = (id: string): string => `${id.charAt(0).toUpperCase()}${id.slice(1).replaceAll('-', ' ')}`;

export const titleOf = (id: DetectionId): string => notesOf(id)?.title ?? spoken(id);
