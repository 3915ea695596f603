// What users do in a browser.
//
// node scenarios.mjs SCENARIO ADDRESS CHROMIUM THINGS
//
// THINGS is the address of what a user has besides a browser: an inbox, and an authenticator app.

import assert from 'node:assert/strict';
import { chromium } from 'playwright-core';

const [, , scenario, ours, executablePath, things] = process.argv;

const ADA = { email: 'ada@example.com', password: 'correct horse battery' };

const scenarios = {
  async a_user_registers_and_signs_in_with_two_factors(page, anotherBrowser) {
    await register(page);
    await page.getByText('You are signed in as ada@example.com.').waitFor();
    await page.getByRole('button', { name: 'Sign out' }).click();
    assert.equal(await heading(page), 'Sign in');

    await signIn(page, { ...ADA, password: 'a wrong password' });
    assert.match(await page.getByRole('alert').innerText(), /Wrong address or password/);
    await signIn(page, ADA);
    assert.equal(await heading(page), 'Your account');

    await page.getByRole('button', { name: 'Set up an authenticator app' }).click();
    const key = await page.locator('#secret').innerText();
    await page.getByLabel('Code of your authenticator app').fill(await code(key, -1));
    await page.getByRole('button', { name: 'Use it from now on' }).click();
    assert.match(await page.getByRole('alert').innerText(), /each sign-in needs a code/);
    // Links and steps from this second are refused, since other sessions have ended.
    await page.waitForTimeout(1100);

    const other = await anotherBrowser();
    await signIn(other, ADA);
    assert.equal(await heading(other), 'Enter a code');
    await enter(other, '000000');
    assert.match(await other.getByRole('alert').innerText(), /not right/);
    await enter(other, await code(key, 0));
    assert.equal(await heading(other), 'Your account');

    await page.goto(ours);
    assert.equal(await page.locator('li').count(), 2);
    await page.getByRole('button', { name: 'End this session' }).click();
    assert.equal(await page.locator('li').count(), 1);
    await other.goto(ours);
    assert.equal(await heading(other), 'Sign in');

    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.goto(ours);
    assert.equal(await heading(page), 'Sign in');
  },

  async a_user_of_another_provider_signs_in(page) {
    await page.goto(ours);
    await page.getByRole('link', { name: 'Sign in with another provider' }).click();
    await page.waitForURL(`${ours}/`);
    await page.getByText('You are signed in as grace@example.com.').waitFor();
    const cookies = await page.context().cookies(ours);
    const token = cookies.find((cookie) => cookie.name === 'access_token');
    assert.equal(token.httpOnly, true);
  },

  async a_link_from_a_mail_signs_in(page, anotherBrowser) {
    await register(page);
    const other = await anotherBrowser();
    await other.goto(ours);
    await other.getByLabel('Or get a link by mail').fill(ADA.email);
    await other.getByRole('button', { name: 'Send me a link' }).click();
    assert.equal(await heading(other), 'Look into your inbox');
    const link = await mail(ADA.email);
    await other.goto(link);
    await other.getByRole('button', { name: 'Sign in on this device' }).click();
    assert.equal(await heading(other), 'Your account');
    await page.goto(link);
    await page.getByRole('button', { name: 'Sign in on this device' }).click();
    assert.match(await page.getByRole('alert').innerText(), /was used before/);
  },
};

async function register(page) {
  await page.goto(ours);
  await page.getByRole('link', { name: 'Register' }).click();
  await page.getByLabel('Address').fill(ADA.email);
  await page.getByRole('button', { name: 'Register' }).click();
  assert.equal(await heading(page), 'Look into your inbox');
  await page.goto(await mail(ADA.email));
  await page.getByLabel('New password').fill(ADA.password);
  await page.getByRole('button', { name: 'Save' }).click();
  assert.equal(page.url(), `${ours}/`);
}

async function signIn(page, { email, password }) {
  await page.goto(`${ours}/sign-in`);
  await page.getByLabel('Address').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

async function enter(page, code) {
  await page.getByLabel('Code of your authenticator app').fill(code);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

async function heading(page) {
  return page.locator('h1').innerText();
}

// The link in the next mail.
async function mail(email) {
  return (await fetch(`${things}/inbox/${email}`)).text();
}

async function code(key, steps) {
  return (await fetch(`${things}/code/${key}/${steps}`)).text();
}

const browser = await chromium.launch({ executablePath });
const anotherBrowser = async () => {
  const page = await (await browser.newContext()).newPage();
  page.setDefaultTimeout(30_000);
  return page;
};
try {
  await scenarios[scenario](await anotherBrowser(), anotherBrowser);
} finally {
  await browser.close();
}
