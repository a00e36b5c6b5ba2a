import { BookingScreen, PERFORMANCES } from '../../../testing/booking-screen';
import { CANCELLED, CLOSED, FEW_LEFT, FULL, NOT_YET_OPEN, refusalBody, SATURDAY } from '../../../testing/fixtures';

describe('first step', () => {
  let screen: BookingScreen;

  beforeEach(() => {
    screen = new BookingScreen();
  });

  afterEach(() => {
    screen.leave();
  });

  it('says that it is looking for the dates of the show, in the language of the page', async () => {
    const request = await screen.request('GET', PERFORMANCES);

    expect(screen.text()).toBe('Cerchiamo le date…');
    expect(request.request.params.get('show')).toBe('il-corpo');
    expect(request.request.headers.get('Accept-Language')).toBe('it');
  });

  it('offers what can be booked and tells the state of the rest in the words of the server', async () => {
    await screen.loaded(SATURDAY, FEW_LEFT, FULL, NOT_YET_OPEN, CLOSED, CANCELLED);

    expect(screen.texts('fieldset .performance')).toEqual([
      'sabato 21 novembre 2026, ore 21:00 Teatro Cantiere, Firenze Con soprattitoli Posti disponibili',
      'domenica 22 novembre 2026, ore 17:00 Teatro Cantiere, Firenze Con soprattitoli Ultimi 3 posti',
    ]);
    expect(screen.texts('.others .state')).toEqual([
      'Esaurito',
      'Si prenota da lunedì 23 novembre, ore 10:00',
      'Prenotazioni chiuse, chiedi alla porta',
      'Annullata',
    ]);
    expect(screen.element.querySelectorAll('input[type=radio]:checked').length).toBe(0);
  });

  it('chooses the only date by itself', async () => {
    await screen.loaded(SATURDAY, FULL);

    expect(screen.element.querySelector<HTMLInputElement>('input[type=radio]')!.checked).toBe(true);
  });

  it('offers no more people than the server has seats for, and says why', async () => {
    await screen.loaded(FEW_LEFT);

    expect(screen.texts('option')).toEqual(['Scegli', '1 persona', '2 persone', '3 persone']);
    expect(screen.text('mat-hint')).toBe('Sono rimasti 3 posti.');
  });

  it('names the most that one reservation may have', async () => {
    await screen.loaded(SATURDAY);

    expect(screen.texts('option').length).toBe(7);
    expect(screen.text('mat-hint')).toBe('Al massimo 6 per prenotazione.');
  });

  it.each([
    { dates: [FULL], says: 'Tutte le date sono esaurite.' },
    { dates: [FULL, CANCELLED], says: 'Al momento non si può prenotare per nessuna data.' },
    { dates: [], says: 'Per questo spettacolo non ci sono date in programma.' },
  ])('says "$says" and looks again when asked', async ({ dates, says }) => {
    await screen.loaded(...dates);

    await screen.isAt(says);
    expect(screen.texts('.others .performance').length).toBe(dates.length);
    await screen.press('Controlla di nuovo');
    await screen.loaded(SATURDAY);
    await screen.isAt('Quando, e in quanti?');
  });

  it('tells what is missing in a summary that has the focus and leads to the fields', async () => {
    await screen.loaded(SATURDAY, FEW_LEFT);
    await screen.press('Continua');

    expect(screen.texts('azl-notice li')).toEqual(['Scegli una replica.', 'Scegli quante persone siete.']);
    await screen.hasFocusOn('azl-notice .told');
    screen.element.querySelectorAll<HTMLElement>('azl-notice li button')[1].click();
    await screen.hasFocusOn('select');
  });

  it('keeps a number that another date cannot have, and says so', async () => {
    await screen.loaded(SATURDAY, FEW_LEFT);
    screen.tick('sabato 21');
    await screen.chooseNumber('5 persone');
    screen.tick('domenica 22');
    await screen.press('Continua');

    expect(screen.texts('azl-notice li')).toEqual(['Per questa replica puoi scegliere al massimo 3.']);
  });

  it('offers to try again when the dates cannot be had', async () => {
    await screen.answer('GET', PERFORMANCES, refusalBody('busy'), 503);
    await screen.shows('In questo momento siamo in tanti');

    await screen.press('Prova di nuovo');
    await screen.loaded(SATURDAY);
    await screen.isAt('Quando, e in quanti?');
  });

  it('asks for the other show when the attribute changes', async () => {
    await screen.loaded(SATURDAY);
    screen.fixture.componentRef.setInput('show', 'notturno');

    const request = await screen.request('GET', PERFORMANCES);
    expect(request.request.params.get('show')).toBe('notturno');
  });

  it('offers numbers before there is a date, as many as any date has', async () => {
    const few = { ...SATURDAY.booking, max_party_size: 4 };
    await screen.loaded({ ...SATURDAY, booking: few }, FEW_LEFT);

    expect(screen.texts('option')).toEqual(['Scegli', '1 persona', '2 persone', '3 persone', '4 persone']);
    await screen.chooseNumber('2 persone');
    screen.tick('domenica 22');
    await screen.press('Continua');
    await screen.isAt('A chi intestiamo la prenotazione?');
  });

  describe('with a date chosen in the list of the page', () => {
    function wish(id: number): void {
      screen.element.setAttribute('performance', String(id));
      screen.fixture.componentRef.setInput('performance', String(id));
    }

    it('shows it alone, with the number next, and the others when asked', async () => {
      await screen.loaded(SATURDAY, FEW_LEFT, FULL);
      wish(FEW_LEFT.id);
      await screen.shows('La data che hai scelto');

      expect(screen.texts('fieldset .when')).toEqual(['domenica 22 novembre 2026, ore 17:00']);
      expect(screen.element.querySelector<HTMLInputElement>('input[type=radio]')!.checked).toBe(true);
      expect(screen.element.hasAttribute('performance')).toBe(false);
      await screen.hasFocusOn('select');
      await screen.press('Un’altra data');
      expect(screen.texts('fieldset .when').length).toBe(2);
      expect(screen.texts('.others .when').length).toBe(1);
      await vi.waitFor(() => { expect((document.activeElement as HTMLInputElement).type).toBe('radio'); });
    });

    it('takes it up when it comes before the dates', async () => {
      wish(SATURDAY.id);
      await screen.loaded(SATURDAY, FEW_LEFT);
      await screen.shows('La data che hai scelto');

      expect(screen.texts('fieldset .when')).toEqual(['sabato 21 novembre 2026, ore 21:00']);
    });

    it('leads back from the second step, with what was typed', async () => {
      await screen.reachVisitorStep(FEW_LEFT);
      await screen.type('Nome e cognome', 'Giulia Rossi');
      wish(FEW_LEFT.id);
      await screen.isAt('Quando, e in quanti?');

      expect(screen.texts('fieldset .when')).toEqual(['domenica 22 novembre 2026, ore 17:00']);
      await screen.press('Continua');
      await screen.isAt('A chi intestiamo la prenotazione?');
      expect(await screen.typed('Nome e cognome')).toBe('Giulia Rossi');
    });

    it('starts another reservation after one is made', async () => {
      await screen.book();
      wish(SATURDAY.id);
      await screen.isAt('Quando, e in quanti?');

      expect(screen.texts('fieldset .when')).toEqual(['sabato 21 novembre 2026, ore 21:00']);
    });

    it('leaves a date alone that is not of this show', async () => {
      await screen.loaded(SATURDAY, FEW_LEFT);
      wish(99);
      await screen.settle();

      expect(screen.texts('fieldset .when').length).toBe(2);
      expect(screen.element.hasAttribute('performance')).toBe(false);
    });
  });
});
