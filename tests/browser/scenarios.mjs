// What a user does in a browser, and what a page of somebody else tries to do in the user's name.
//
// node scenarios.mjs SCENARIO ADDRESS CHROMIUM PAGE_PORT

import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { chromium } from 'playwright-core';

const [, , scenario, ours, executablePath, pagePort] = process.argv;

const ACCOUNT = { username: 'ada', password: 'correct horse' };

const scenarios = {
  async a_user_logs_in_and_is_still_in_after_a_reload(page) {
    await page.goto(ours);
    assert.equal(page.url(), `${ours}/login?next=%2F`);
    await fillIn(page, ACCOUNT);
    assert.equal(page.url(), `${ours}/`);
    assert.equal(await heading(page), 'Hello, Ada Lovelace');
    await page.reload();
    assert.equal(await heading(page), 'Hello, Ada Lovelace');
  },

  async no_script_can_read_the_token(page) {
    await logIn(page, ACCOUNT);
    const token = await cookie(page, 'access_token');
    const { httpOnly, sameSite, path } = token;
    assert.deepEqual({ httpOnly, sameSite, path }, { httpOnly: true, sameSite: 'Lax', path: '/' });
    const readable = await page.evaluate(() => document.cookie);
    assert.match(readable, /^csrf_token=[\w-]{43}$/);
    const kept = await page.evaluate(() => Object.keys({ ...localStorage, ...sessionStorage }));
    assert.deepEqual(kept, []);
  },

  async wrong_credentials_show_the_form_again_with_a_message(page) {
    await logIn(page, { ...ACCOUNT, password: 'wrong' });
    assert.equal(page.url(), `${ours}/login?error=invalid_grant&next=%2F`);
    assert.match(await page.getByRole('alert').innerText(), /Wrong username or password/);
    assert.equal(await cookie(page, 'access_token'), undefined);
    await fillIn(page, ACCOUNT);
    assert.equal(page.url(), `${ours}/`);
  },

  async who_mistypes_a_password_still_gets_where_they_wanted_to_go(page) {
    await page.goto(`${ours}/login?next=%2F%3Ftab%3D1%26x%3D%22`);
    await fillIn(page, { ...ACCOUNT, password: 'wrong' });
    assert.equal(page.url(), `${ours}/login?error=invalid_grant&next=%2F%3Ftab%3D1%26x%3D%2522`);
    await fillIn(page, ACCOUNT);
    assert.equal(page.url(), `${ours}/?tab=1&x=%22`);
    await page.context().clearCookies();
    await page.goto(`${ours}/login?next=https%3A%2F%2Fevil.example`);
    await fillIn(page, ACCOUNT);
    assert.equal(page.url(), `${ours}/`);
  },

  async who_asks_for_a_page_gets_there_after_the_login(page) {
    await page.goto(`${ours}/?tab=1&x=%22`);
    assert.equal(page.url(), `${ours}/login?next=%2F%3Ftab%3D1%26x%3D%2522`);
    await fillIn(page, { ...ACCOUNT, password: 'wrong' });
    await fillIn(page, ACCOUNT);
    assert.equal(page.url(), `${ours}/?tab=1&x=%22`);
  },

  async a_form_changes_what_the_next_page_shows(page) {
    await logIn(page, ACCOUNT);
    await rename(page, 'Countess of Lovelace');
    assert.equal(page.url(), `${ours}/`);
    assert.equal(await heading(page), 'Hello, Countess of Lovelace');
    await page.reload();
    assert.equal(await heading(page), 'Hello, Countess of Lovelace');
  },

  async what_a_user_writes_is_text(page) {
    await logIn(page, ACCOUNT);
    const name = `"><b onclick='x'>&lt;Ada</b>`;
    await rename(page, name);
    assert.equal(await heading(page), `Hello, ${name}`);
    assert.equal(await page.getByLabel('What shall we call you?').inputValue(), name);
    assert.equal(await page.locator('b').count(), 0);
  },

  // `localhost` is one site, whatever the port: a browser sends the cookies, and only the server can refuse.

  async a_form_of_another_origin_changes_nothing(page) {
    await logIn(page, ACCOUNT);
    const refused = await forged(page, 'localhost', '/name', { name: 'Mallory' });
    await assertRefused(refused, /another origin/);
    await assertStillAda(page);
  },

  async nor_does_one_with_the_value_of_the_session(page) {
    await logIn(page, ACCOUNT);
    // Cookies do not know of ports: the other page can read it.
    const { value } = await cookie(page, 'csrf_token');
    const refused = await forged(page, 'localhost', '/name', { name: 'Mallory', csrf_token: value });
    await assertRefused(refused, /another origin/);
    await assertStillAda(page);
  },

  async nor_does_a_script_of_another_origin(page) {
    await logIn(page, ACCOUNT);
    const { value } = await cookie(page, 'csrf_token');
    const theirs = await serve('localhost', '<h1>theirs</h1>');
    await page.goto(theirs);
    const sent = page.waitForResponse(`${ours}/name`);
    await page.evaluate(
      ([target, value]) => {
        const body = new URLSearchParams({ name: 'Mallory', csrf_token: value });
        return fetch(target, { method: 'POST', mode: 'no-cors', credentials: 'include', body });
      },
      [`${ours}/name`, value],
    );
    // Without the cookie, it would be 401.
    assert.equal((await sent).status(), 403);
    await assertStillAda(page);
  },

  async a_form_of_another_site_comes_without_the_session(page) {
    await logIn(page, ACCOUNT);
    const refused = await forged(page, '127.0.0.1', '/name', { name: 'Mallory' });
    assert.equal((await refused.request().allHeaders()).cookie, undefined);
    assert.equal(refused.status(), 401);
    await assertStillAda(page);
  },

  async a_login_form_of_another_origin_logs_nobody_in(page) {
    await page.goto(ours);
    const refused = await forged(page, 'localhost', '/auth', { ...ACCOUNT, next: '/' });
    await assertRefused(refused, /another origin/);
    await assertNobody(page);
  },

  async nor_does_one_with_a_value_made_for_a_login(page) {
    // Whoever made the page has asked for a login form, and plants the cookie that came with it.
    const form = await (await fetch(`${ours}/login`)).text();
    const [, value] = form.match(/name="csrf_token" value="([^"]+)"/);
    const host = new URL(ours).hostname;
    await page.context().addCookies([{ name: 'csrf_token_login', value, domain: host, path: '/' }]);
    const fields = { ...ACCOUNT, next: '/', csrf_token: value };
    const refused = await forged(page, 'localhost', '/auth', fields);
    await assertRefused(refused, /another origin/);
    await assertNobody(page);
  },

  async a_logout_form_of_another_origin_ends_no_session(page) {
    await logIn(page, ACCOUNT);
    const { value } = await cookie(page, 'csrf_token');
    const refused = await forged(page, 'localhost', '/auth/logout', { csrf_token: value });
    await assertRefused(refused, /another origin/);
    await assertStillAda(page);
  },

  async after_logout_the_cookies_are_gone_and_the_account_asks_for_a_login(page) {
    await logIn(page, ACCOUNT);
    await page.getByRole('button', { name: 'Log out' }).click();
    await page.waitForURL(`${ours}/login`);
    assert.equal(await cookie(page, 'access_token'), undefined);
    await assertNobody(page);
    // What is kept out of caches is not shown by going back either.
    await page.goBack();
    assert.doesNotMatch(await heading(page), /Hello/);
  },

  async a_session_goes_on_when_the_access_token_is_gone(page) {
    await logIn(page, ACCOUNT);
    const refresh = await cookie(page, 'refresh_token');
    await page.context().clearCookies({ name: 'access_token' });
    await page.goto(ours);
    assert.equal(page.url(), `${ours}/login?next=%2F`);
    await submitted(page, 'Go on where you were');
    assert.equal(page.url(), `${ours}/`);
    assert.equal(await heading(page), 'Hello, Ada Lovelace');
    assert.notEqual((await cookie(page, 'refresh_token')).value, refresh.value);
    await rename(page, 'Ada again');
    assert.equal(await heading(page), 'Hello, Ada again');
  },

  async a_refresh_form_of_another_origin_gets_nothing(page) {
    await logIn(page, ACCOUNT);
    const { value } = await cookie(page, 'csrf_token');
    const before = await cookie(page, 'refresh_token');
    const refused = await forged(page, 'localhost', '/auth/refresh', { csrf_token: value });
    await assertRefused(refused, /another origin/);
    assert.equal((await cookie(page, 'refresh_token')).value, before.value);
    await assertStillAda(page);
  },

  async who_logs_out_is_logged_out_even_with_a_copy_of_the_cookies(page) {
    await logIn(page, ACCOUNT);
    const copied = await page.context().cookies(ours);
    await submitted(page, 'Log out');
    await page.context().addCookies(copied);
    await assertNobody(page);
  },

  async all_sessions_of_a_user_end_at_once(page) {
    await logIn(page, ACCOUNT);
    const other = await (await browser.newContext()).newPage();
    await logIn(other, ACCOUNT);
    assert.equal(await heading(other), 'Hello, Ada Lovelace');
    await page.goto(ours);
    assert.equal(await page.locator('li').count(), 2);
    await submitted(page, 'End all sessions');
    await assertNobody(other);
    await assertNobody(page);
  },

  async nobody_can_put_the_account_into_a_frame(page) {
    await logIn(page, ACCOUNT);
    const theirs = await serve('localhost', `<iframe src="${ours}/"></iframe>`);
    await page.goto(theirs);
    const [, frame] = page.frames();
    assert.doesNotMatch(await frame.content(), /Hello/);
  },

  // From here on, `ours` is a service without pages: it lets those of `http://localhost:PAGE_PORT` call it (CORS).

  async a_page_of_the_trusted_origin_calls_with_a_bearer_token(page) {
    await page.goto(await serve('localhost', '<h1>page</h1>', pagePort));
    const login = await call(page, 'POST', '/auth', { json: USER });
    assert.equal(login.status, 200);
    const authorization = `Bearer ${login.body.access_token}`;
    const claims = await call(page, 'GET', '/claims', { headers: { authorization } });
    assert.deepEqual([claims.status, claims.body.sub], [200, '1']);
    const echo = await call(page, 'POST', '/echo', { headers: { authorization }, json: { a: 1 } });
    assert.deepEqual(echo, { status: 200, body: { a: 1 } });
    // The page can read a refusal, too: it knows that it must log in.
    const refused = await call(page, 'GET', '/claims', {});
    assert.deepEqual([refused.status, refused.body.error], [401, 'missing_token']);
    const unknown = await call(page, 'GET', '/unknown', { headers: { authorization } });
    assert.equal(unknown.status, 404);
  },

  async a_page_of_the_trusted_origin_calls_with_cookies(page) {
    await page.goto(await serve('localhost', '<h1>page</h1>', pagePort));
    assert.equal((await call(page, 'POST', '/auth', { json: USER, credentials })).status, 200);
    assert.equal((await call(page, 'GET', '/claims', { credentials })).body.sub, '1');
    // Cookies do not know of ports, so that the page can read the value.
    const { value } = await cookie(page, 'csrf_token');
    assert.equal(await page.evaluate(() => document.cookie), `csrf_token=${value}`);
    const headers = { 'x-csrf-token': value };
    const echo = await call(page, 'POST', '/echo', { headers, json: { a: 1 }, credentials });
    assert.deepEqual(echo, { status: 200, body: { a: 1 } });
    const refused = await call(page, 'POST', '/echo', { json: { a: 1 }, credentials });
    assert.deepEqual([refused.status, refused.body.error], [403, 'csrf_failed']);
    const without = await call(page, 'GET', '/claims', {});
    assert.equal(without.status, 401);
  },

  async a_page_of_any_other_origin_reads_and_changes_nothing(page) {
    await page.goto(await serve('localhost', '<h1>page</h1>', pagePort));
    const login = await call(page, 'POST', '/auth', { json: USER, credentials });
    const authorization = `Bearer ${login.body.access_token}`;
    const { value } = await cookie(page, 'csrf_token');
    const theirs = await serve('localhost', '<h1>theirs</h1>');
    await page.goto(theirs);
    const headers = { 'x-csrf-token': value };
    for (const [method, path, options] of [
      ['POST', '/auth', { json: USER }],
      ['GET', '/claims', { headers: { authorization } }],
      ['GET', '/claims', { credentials }],
      ['POST', '/echo', { headers, json: { a: 1 }, credentials }],
    ]) {
      assert.equal(await call(page, method, path, options), 'TypeError: Failed to fetch');
    }
    // What a browser sends without asking is refused by the service; without the cookie, it would be 401.
    assert.equal(await sentBlindly(page, 'POST', '/echo'), 403);
  },

  async a_page_of_another_site_comes_without_cookies(page) {
    await page.goto(await serve('localhost', '<h1>page</h1>', pagePort));
    assert.equal((await call(page, 'POST', '/auth', { json: USER, credentials })).status, 200);
    await page.goto(await serve('127.0.0.1', '<h1>theirs</h1>'));
    assert.equal(await sentBlindly(page, 'GET', '/claims'), 401);
  },
};

// How the service answers a request whose response the page may not read.
async function sentBlindly(page, method, path) {
  const sent = page.waitForResponse(`${ours}${path}`);
  await page.evaluate(
    ([target, method]) => fetch(target, { method, mode: 'no-cors', credentials: 'include' }),
    [`${ours}${path}`, method],
  );
  return (await sent).status();
}

const USER = { username: 'user1', password: 'abcxyz' };
const credentials = 'include';

// What a script of the page is answered by the service; the error, where the browser does not let it read that.
function call(page, method, path, { headers = {}, json, credentials = 'omit' }) {
  return page.evaluate(
    async ([target, method, headers, json, credentials]) => {
      const isJson = json !== undefined;
      const sent = isJson ? { ...headers, 'content-type': 'application/json' } : headers;
      const body = isJson ? JSON.stringify(json) : undefined;
      try {
        const response = await fetch(target, { method, headers: sent, body, credentials });
        const text = await response.text();
        return { status: response.status, body: text === '' ? null : JSON.parse(text) };
      } catch (error) {
        return String(error);
      }
    },
    [`${ours}${path}`, method, headers, json, credentials],
  );
}

async function logIn(page, credentials) {
  await page.goto(`${ours}/login`);
  await fillIn(page, credentials);
}

async function fillIn(page, { username, password }) {
  await page.getByLabel('Username').fill(username);
  await page.getByLabel('Password').fill(password);
  await submitted(page, 'Log in');
}

async function rename(page, name) {
  await page.getByLabel('What shall we call you?').fill(name);
  await submitted(page, 'Save');
}

// A click does not wait for the page that it leads to.
async function submitted(page, button) {
  const loaded = page.waitForEvent('load');
  await page.getByRole('button', { name: button }).click();
  await loaded;
}

function heading(page) {
  return page.locator('h1').innerText();
}

async function cookie(page, name) {
  const cookies = await page.context().cookies(ours);
  return cookies.find((cookie) => cookie.name === name);
}

// What a form answers that sends itself from a page of another origin.
async function forged(page, host, path, fields) {
  const inputs = Object.entries(fields).map(([name, value]) => `<input name="${name}" value="${value}">`);
  const form = `<form method="post" action="${ours}${path}">${inputs.join('')}</form>`;
  const theirs = await serve(host, `${form}<script>document.forms[0].submit()</script>`);
  const answered = page.waitForResponse(`${ours}${path}`);
  await page.goto(theirs, { waitUntil: 'commit' });
  const answer = await answered;
  await answer.finished();
  return answer;
}

const servers = [];

// A page of somebody else.
async function serve(host, html, port = 0) {
  const server = createServer((_, response) => {
    response.setHeader('content-type', 'text/html');
    response.end(html);
  });
  servers.push(server);
  await new Promise((listening) => server.listen(Number(port), '127.0.0.1', listening));
  return `http://${host}:${server.address().port}/`;
}

async function assertRefused(answer, why) {
  const body = await answer.json();
  assert.deepEqual([answer.status(), body.error], [403, 'csrf_failed']);
  assert.match(body.error_description, why);
  // Else it was refused for want of a session.
  const { cookie, origin } = await answer.request().allHeaders();
  assert.match(cookie, /(access_token|csrf_token_login)=/);
  assert.notEqual(origin, ours);
}

async function assertStillAda(page) {
  await page.goto(ours);
  assert.equal(await heading(page), 'Hello, Ada Lovelace');
}

async function assertNobody(page) {
  await page.goto(ours);
  assert.equal(page.url(), `${ours}/login?next=%2F`);
}

const browser = await chromium.launch({ executablePath });
try {
  const page = await browser.newPage();
  page.setDefaultTimeout(30_000);
  await scenarios[scenario](page);
} finally {
  await browser.close();
  servers.forEach((server) => server.close());
}
