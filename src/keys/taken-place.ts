import type { LocalTicket } from './local-ticket.js';

/** Where a place was taken, for it to be given back there. */
export interface TakenPlace {
  /** Of Redis's memory; another one knows nothing of the place but what it was told later. */
  born: string;
  slot: number;
}

/** What ends a place: of requests and tokens that were taken some come back; less than 0: more were used. */
export interface PlaceEnding {
  requestsBack: number;
  tokensBack: number;
}

/** Who is told of a place's end. */
export interface PlaceKeeper {
  /** Without a place it was let in by this replica alone. */
  end(ticket: LocalTicket, place: TakenPlace | undefined, ending: PlaceEnding): void;
}
