import { BookingScreen, RESERVATIONS } from '../../testing/booking-screen';
import { refusalBody } from '../../testing/fixtures';
import { type Step, StepHistory } from './step-history';

describe('the steps in the history of the browser', () => {
  let screen: BookingScreen;

  beforeEach(() => {
    screen = new BookingScreen();
  });

  afterEach(() => {
    screen.leave();
  });

  it('lead back and forward with everything that was typed', async () => {
    await screen.reachVisitorStep();
    await screen.type('Nome e cognome', 'Giulia Rossi');
    history.back();
    await screen.isAt('Quando, e in quanti?');
    expect(screen.element.querySelector('select')!.value).toBe('2');
    history.forward();
    await screen.isAt('A chi intestiamo la prenotazione?');

    expect(await screen.typed('Nome e cognome')).toBe('Giulia Rossi');
  });

  it('are one more with the second step, and none with the button that leads back', async () => {
    const before = history.length;
    await screen.reachVisitorStep();
    expect(history.length).toBe(before + 1);
    await screen.press('Indietro');
    await screen.isAt('Quando, e in quanti?');

    expect(history.length).toBe(before + 1);
  });

  it('are left by the button where the entry before is not theirs', async () => {
    await screen.reachVisitorStep();
    history.replaceState(null, '');
    await screen.press('Cambia');

    await screen.isAt('Quando, e in quanti?');
  });

  it('show a refusal where it can be sent again, although one has gone back meanwhile', async () => {
    const request = await screen.sendFilled();
    history.back();
    await screen.isAt('Quando, e in quanti?');
    await screen.refuse(request, 409, refusalBody('booking_closed'));

    await screen.isAt('A chi intestiamo la prenotazione?');
    expect(screen.text('azl-notice')).toContain('sono chiuse');
  });

  it('lead to the first step when there is nothing for the second', async () => {
    await screen.reachVisitorStep();
    history.back();
    await screen.isAt('Quando, e in quanti?');
    await screen.chooseNumber('Scegli');
    history.forward();
    await screen.settle();

    await screen.isAt('Quando, e in quanti?');
    expect(screen.isAsking('POST', RESERVATIONS)).toBe(false);
  });
});

describe('an entry of the history', () => {
  let now: Step;
  let steps: StepHistory;
  const arrived = vi.fn<(step: Step) => void>();

  beforeEach(() => {
    now = 'seats';
    arrived.mockClear();
    steps = new StepHistory('il-corpo', () => now, arrived);
    steps.listen();
  });

  afterEach(() => {
    steps.leave();
  });

  it('keeps what others have written into it', () => {
    history.replaceState({ wagtail: 1, azlBooking: { notturno: { step: 'visitor', isPushed: false } } }, '');
    steps.push('visitor');

    expect(history.state).toEqual({
      wagtail: 1,
      azlBooking: {
        notturno: { step: 'visitor', isPushed: false },
        'il-corpo': { step: 'visitor', isPushed: true },
      },
    });
  });

  it('of an anchor of the page is about the step that is shown', () => {
    now = 'visitor';
    window.dispatchEvent(new PopStateEvent('popstate'));

    expect(arrived).not.toHaveBeenCalled();
    expect(steps.current()).toBe('visitor');
  });

  it('that nobody of ours has written is none of ours', () => {
    history.replaceState({ azlBooking: { 'il-corpo': { step: 'elsewhere' } } }, '');
    expect(steps.current()).toBeUndefined();
    history.replaceState({ azlBooking: 'text' }, '');
    expect(steps.current()).toBeUndefined();
    expect(steps.back()).toBe(false);
  });
});
