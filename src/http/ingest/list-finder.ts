/** Members of an envelope before its list are given to each of its records, so that they must be few. */
const LONGEST_HEAD_BYTES = 4_096;

/** Where the open list of an object lies, in bytes from where the object begins. */
export interface ListPlace {
  readonly nameFrom: number;
  readonly nameTo: number;
  /** Behind its bracket. */
  readonly from: number;
}

/** Remembers, while an object is read, under which name of it a list is open. */
export interface ListFinder {
  /** A text of the object itself, maybe a name, begins behind its quote, and ends before the other. */
  readonly nameBegins: (place: number) => void;
  readonly nameEnds: (place: number) => void;
  /** A list begins behind this bracket, under the name that came last. */
  readonly opens: (place: number) => void;
  readonly clear: () => void;
  readonly place: () => ListPlace | undefined;
}

export function createListFinder(): ListFinder {
  let nameFrom = 0;
  let nameTo = 0;
  let place: ListPlace | undefined;
  return {
    nameBegins: (at) => {
      nameFrom = at;
    },
    nameEnds: (at) => {
      nameTo = at;
    },
    opens: (from) => {
      if (from <= LONGEST_HEAD_BYTES) place = { nameFrom, nameTo, from };
    },
    clear: () => {
      place = undefined;
    },
    place: () => place,
  };
}
