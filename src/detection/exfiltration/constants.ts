import type { LogScale } from '../../statistics/log-histogram.ts';
import type { LogPrior } from '../../statistics/log-predictive.ts';
import type { CusumSettings } from '../../statistics/surprise-cusum.ts';

/** Every number that somebody chose for the storage detections, with its reason. Nats are natural logarithms of odds. */

/** Kilobytes by factors of four, 1 KB to 64 TB: half a bin is less than a third of the spread between an ordinary account's own hours. */
export const BYTES_SCALE: LogScale = { octaves: 2, bins: 18 };
/** Objects by doublings, 1 to 4,096: counts spread less than bytes do. */
export const COUNT_SCALE: LogScale = { octaves: 1, bins: 12 };

/** What an office worker's hour with a store looks like before anything is known: 3 MB, give or take a factor of ten. */
export const HOUR_BYTES_PRIOR: LogPrior = { mean: Math.log(3_000), meanWeight: 1, spread: 2.3, spreadWeight: 3 };
export const DAY_BYTES_PRIOR: LogPrior = { mean: Math.log(5_000), meanWeight: 1, spread: 2.3, spreadWeight: 3 };
export const HOUR_COUNT_PRIOR: LogPrior = { mean: Math.log(3), meanWeight: 1, spread: 1.2, spreadWeight: 3 };

/** A store resembles the account's other stores as much as this many hours of its own would tell. */
export const STORE_PRIOR_WINDOWS = 2;
/** Its spread is trusted as that of the account's other stores, for at most so many windows. */
export const STORE_PRIOR_SPREAD_WINDOWS = 30;

/** Late events (a forwarder that was down over night) still join their hour; then it is taught. */
export const SETTLE_HOURS = 24;
/** A suspicious hour is taught when nobody called it an intrusion for so long. */
export const HELD_DAYS = 30;
/** Days are taught when they are older than a slow leak's memory, so that a leak does not teach itself. */
export const DRIP_MEMORY_DAYS = 21;
/** The picture shows so many days. */
export const PICTURE_DAYS = 30;

/** A window this surprising waits as `held` before it teaches: about one in 1,100. */
export const HOLD_NATS = 7;

/** Less than this is nobody's archive: the floor below which size is not judged at all. */
export const UPLOAD_FLOOR_KB = 25_000;
export const CHAIN_FLOOR_KB = 10_000;
export const DOWNLOAD_FLOOR_KB = 250_000;
export const DOWNLOAD_FLOOR_COUNT = 60;
/** Where no sizes are logged, so many uploads in two hours are judged by their number. */
export const UPLOAD_FLOOR_COUNT = 40;
export const SHARE_FLOOR_COUNT = 20;
/** To a new store a whole day is judged too, from half a gigabyte on: an archive sent over eight hours has no hour that is a burst. */
export const NEW_STORE_DAY_FLOOR_KB = 500_000;
/** So much in a day, and so many uploads of it within two hours, are a folder; people who try a store send a film or two. */
export const FOLDER_DAY_KB = 1_000_000;
export const FOLDER_UPLOADS = 8;
/**
 * Twelve times the odds. With it and the day, 49 of 60 drawn folders that the usual browser sends to a new store are seen instead
 * of 39, and 29 instead of none over eight hours; of 60 first films one more is taken for a folder.
 */
export const FOLDER_NATS = 2.5;
/** A slow leak below this in three weeks is left alone. */
export const DRIP_FLOOR_KB = 300_000;
export const DRIP_DAY_FLOOR_KB = 10_000;
export const DRIP_MINIMUM_DAYS = 3;
/** Where nothing speaks of a stranger, so many days must each add to the run: the close of a quarter is over in a working week. */
export const DRIP_FAMILIAR_RISING_DAYS = 6;
/** Days with uploads that an account must have taught before its days are judged. */
export const DRIP_MINIMUM_TAUGHT_DAYS = 8;
/** Uploading on a day at all counts for no more than this. */
export const DRIP_DAILINESS_CAP_NATS = 1.2;
/** With fewer rows than this no day has been trimmed, so that a day without a row is a day without uploads. */
export const DAYS_SURELY_KEPT = 18;

/** Totals of nats from which a severity begins. */
export interface SeverityLines {
  readonly low: number;
  readonly medium: number;
  readonly high: number;
}
/** Hours: 12 is one in 160,000 where tails are exponential. Ordinary lives (2,200 drawn ones) reach 10.6, bursts begin at 15. */
export const HOUR_LINES: SeverityLines = { low: 9, medium: 12, high: 18 };
/** Runs of days: there are fewer of them. Ordinary lives reach 8.2; 246 of 250 slow leaks pass 10. */
export const DAYS_LINES: SeverityLines = { low: 8, medium: 10, high: 16 };

/** However new store, tool and network are, the size itself must be at the edge of the habit (one in 12). */
export const MINIMUM_SIZE_NATS = 2.5;
/** One kind of novelty counts for no more than this; all together for no more than `NOVELTY_CAP_NATS`. */
export const NOVELTY_NATS = 3.5;
export const NOVELTY_CAP_NATS = 11;
/** A network that one session in seven uses is none of the rare ones. */
export const NOTABLE_NETWORK_NATS = 2;
/** A rare network that is a data centre or an anonymiser: strangers come from there four times as often as owners do. */
export const HOSTING_NATS = 1.5;
/** Numbered volumes of one size: packing for transport is rare in ordinary life, one working hour in 20 where size is already unusual. */
export const ARCHIVE_NATS = 3;
/** So many volumes make a series. */
export const ARCHIVE_MINIMUM_VOLUMES = 3;
/** Volumes of a series differ by at most this share in size. */
export const ARCHIVE_SIZE_TOLERANCE = 0.01;

/** What a suspicious session adds to the bytes that follow it, by severity of the suspicion. */
export const SUSPICION_NATS = { info: 1, low: 3, medium: 6, high: 8, critical: 9 } as const;
/** An exit node, a client that the account never showed, and a new store or a packed archive: owners who move into a virtual desktop keep their stores. */
export const STRANGER_NATS = 2;
/** Less than this is an owner's file or two even so: of 60 drawn owners who take up a virtual desktop and a store at once it spares 11 the chain, and no intruder. */
export const STRANGER_FLOOR_KB = 100_000;
/** A chain needs a suspicion of at least one `low`, and this much from the bytes. */
export const CHAIN_MINIMUM_SUSPICION_NATS = 3;
export const CHAIN_MINIMUM_BYTES_NATS = 5;
/**
 * What is moved with nothing new about it (store, tool, packing, network) is likely the owner's own: so much less does it say, but for
 * uploads where a folder of a gigabyte went there that day. Without it 7 of 60 drawn people who send their first films are alerted on,
 * with it none; of 60 who fetch a folder by their browser, 52 are told of as high, with it 19;
 */
export const FAMILIAR_ALLOWANCE_NATS = 4;
/** and below so much a day, where sizes are told, nobody is woken: a telephone's photographs of a week. */
export const FAMILIAR_FLOOR_KB = 500_000;
/** Where nothing about store, tool, packing or network is new, it is likely the owner's own work: then only a great deal counts. */
export const CHAIN_FAMILIAR_BYTES_NATS = 9;
export const CHAIN_NATS = 13;
/** Suspicion older than this is told by other alerts. */
export const CHAIN_MEMORY_DAYS = 30;

/** Two nats a day are twice what the habit brings by chance; a quiet day and a half takes one back. */
export const DRIP_CUSUM: CusumSettings = { allowanceNats: 2, fadeNatsPerDay: 0.7, capNats: 8 };
/** A store that is new has no habit of its own to make allowance for. */
export const NEW_STORE_CUSUM: CusumSettings = { ...DRIP_CUSUM, allowanceNats: 1.6 };

/** What an admin called expected stays quiet up to so many times of what was moved then. */
export const CALM_FACTOR = 4;
/** A finding of a kind is repeated when it has grown by this factor … */
export const REPEAT_FACTOR = 4;
/** What wakes somebody is repeated sooner: its headline must not be far from what left. */
export const CRITICAL_REPEAT_FACTOR = 1.5;
/** … or after so many quiet hours. */
export const REPEAT_HOURS = 72;

/** Bounds of the state: 1,400 bytes at most, the trim leaves room for numbers that grow. */
export const MAX_STORES = 6;
/** A store unused for so long makes room first. */
export const IDLE_DAYS = 90;
export const MAX_STREAMS = 9;
export const MAX_WINDOWS = 6;
export const MAX_DAYS = 26;
export const MAX_HELD = 6;
export const MAX_RAISED = 6;
export const MAX_TOOLS = 4;
export const MAX_CALM = 3;
export const NAME_BYTES = 24;
export const TRIM_BYTES = 1_190;
/** 10 TB in an hour or a day: larger claims are cut, so that no sum leaves the integers. */
export const MAX_KB = 9_999_999_999;
export const MAX_COUNT = 999_999;

/** Fifty items shared outward in two hours by an account that never shared are loud whatever the statistics say. */
export const SHARE_LOUD_COUNT = 50;
export const SHARE_NOVELTY_NATS = 3;
