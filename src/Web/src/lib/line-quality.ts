export interface LineQuality {
  /** There and back, in milliseconds. */
  ms: number;
  /** Of what was sent, in percent. */
  lost: number;
}

/** What WebRTC's own figures say of a line; null before there are any. */
export function qualityOf(report: Iterable<[string, unknown]>): LineQuality | null {
  let ms: number | undefined;
  let lost = 0;
  for (const [, found] of report) {
    const figures = found as Record<string, unknown>;
    const pair = figures.type === 'candidate-pair' && (figures.nominated || figures.state === 'succeeded');
    if (pair && typeof figures.currentRoundTripTime === 'number') ms = figures.currentRoundTripTime * 1000;
    if (figures.type === 'remote-inbound-rtp' && typeof figures.fractionLost === 'number')
      lost = figures.fractionLost * 100;
  }
  return ms === undefined ? null : { ms: Math.round(ms), lost: Math.round(lost) };
}

/** Speech suffers from loss first, a conversation from delay. */
export const gradeOf = ({ ms, lost }: LineQuality): 'good' | 'fair' | 'weak' =>
  lost > 8 || ms > 800 ? 'weak' : lost > 2 || ms > 300 ? 'fair' : 'good';

/** What is usual of late: what went wrong once, as while the line was set up, does not count. */
export function usual(measured: LineQuality[]): LineQuality | null {
  const middle = (figures: number[]) => figures.sort((a, b) => a - b)[Math.floor((figures.length - 1) / 2)];
  const [ms, lost] = [middle(measured.map((one) => one.ms)), middle(measured.map((one) => one.lost))];
  return ms === undefined || lost === undefined ? null : { ms, lost };
}
