import type { DetectionId } from '../domain/finding.ts';
import { archivePartsMetadata } from './archive-parts/metadata.ts';
import { automationClientMetadata } from './automation-client/metadata.ts';
import { campaignMetadata } from './campaign/metadata.ts';
import type { DetectionMetadata } from './detection.ts';
import { externalShareMetadata } from './external-share/metadata.ts';
import { impossibleTravelMetadata } from './impossible-travel/metadata.ts';
import { massDownloadMetadata } from './mass-download/metadata.ts';
import { newClientMetadata } from './new-client/metadata.ts';
import { newCountryMetadata } from './new-country/metadata.ts';
import { newDestinationMetadata } from './new-destination/metadata.ts';
import { newNetworkMetadata } from './new-network/metadata.ts';
import { newTimeZoneMetadata } from './new-time-zone/metadata.ts';
import { operatorZoneShiftMetadata } from './operator-zone-shift/metadata.ts';
import { rareHourMetadata } from './rare-hour/metadata.ts';
import { takeoverThenExfiltrationMetadata } from './takeover-then-exfiltration/metadata.ts';
import { uploadBurstMetadata } from './upload-burst/metadata.ts';
import { uploadDripMetadata } from './upload-drip/metadata.ts';

/** What people are told of each detection. */
export const DETECTIONS: Readonly<Record<DetectionId, DetectionMetadata>> = {
  'new-time-zone': newTimeZoneMetadata,
  'impossible-travel': impossibleTravelMetadata,
  'operator-zone-shift': operatorZoneShiftMetadata,
  'new-country': newCountryMetadata,
  'new-network': newNetworkMetadata,
  'new-client': newClientMetadata,
  'rare-hour': rareHourMetadata,
  'upload-burst': uploadBurstMetadata,
  'upload-drip': uploadDripMetadata,
  'mass-download': massDownloadMetadata,
  'new-destination': newDestinationMetadata,
  'external-share': externalShareMetadata,
  'automation-client': automationClientMetadata,
  'archive-parts': archivePartsMetadata,
  'takeover-then-exfiltration': takeoverThenExfiltrationMetadata,
  campaign: campaignMetadata,
};
