using Microsoft.Playwright;

namespace Personalize.Tests.EndToEnd;

/// <summary>Whoever types faster than the line answers loses nothing. Keys come in one go here, so no answer is between them.</summary>
[Collection(nameof(BrowserSuite))]
public sealed class FastTypingTests(Browser browser, DemoSite site)
{
    [Fact]
    public async Task Keys_pressed_before_their_editor_is_there_reach_it_in_order()
    {
        await using var watched = await OpenAsync();
        var page = watched.Page;
        await page.Locator("#users-grid-11-1").ClickAsync();

        await PressAtOnceAsync(page, "Enter", "6", "4", "Backspace", "3", "Enter", "Enter", "4", "7", "Tab", "x", "Enter");

        await Assertions.Expect(page.Locator("#users-grid-11-1")).ToHaveTextAsync("63");
        await Assertions.Expect(page.Locator("#users-grid-12-1")).ToHaveTextAsync("47");
        await Assertions.Expect(page.Locator("#users-grid-12-2")).ToHaveTextAsync("x");
        await Assertions.Expect(page.Locator("#users-grid")).ToBeFocusedAsync();
        await Assertions.Expect(page.Locator("#users-grid")).ToHaveAttributeAsync("aria-activedescendant", "users-grid-13-1");
    }

    [Fact]
    public async Task An_answer_to_an_earlier_letter_leaves_later_letters_alone()
    {
        await using var watched = await OpenAsync();
        var page = watched.Page;
        await page.Locator("#users-grid-14-1").ClickAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("[data-editor=age]")).ToBeFocusedAsync();

        // The later letters have not been sent yet; the selection behind them proves that the answer to the first has come.
        await page.EvaluateAsync(
            """
            () => {
              const editor = document.activeElement;
              editor.value = "2";
              editor.dispatchEvent(new Event("input", { bubbles: true }));
              editor.value = "234";
              document.querySelector("tr[aria-rowindex='18'] input[type=checkbox]").click();
            }
            """);
        await Assertions.Expect(page.Locator("tr[aria-selected=true]")).ToHaveCountAsync(1);

        await Assertions.Expect(page.Locator("[data-editor=age]")).ToHaveValueAsync("234");
    }

    [Fact]
    public async Task Enter_on_a_row_still_on_its_way_edits_it_when_it_arrives()
    {
        await using var watched = await OpenAsync();
        var page = watched.Page;
        await page.FocusAsync("#users-grid");

        await PressAtOnceAsync(page, "Control+End", "Enter");

        await Assertions.Expect(page.Locator("[data-editor]:focus")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("tr:has([data-editor])"))
            .ToHaveAttributeAsync("aria-rowindex", (await page.Locator("#users-grid").GetAttributeAsync("aria-rowcount"))!);
    }

    [Fact]
    public async Task The_search_in_force_leaves_what_is_typed_since_alone()
    {
        await using var watched = await OpenAsync();
        var page = watched.Page;

        await page.EvaluateAsync(
            """
            () => {
              const field = document.querySelector("input[data-page-search]");
              for (const text of ["0", "00", "000"]) {
                field.value = text;
                field.dispatchEvent(new Event("input", { bubbles: true }));
              }
              field.value = "0004";
            }
            """);
        await Assertions.Expect(page.GetByRole(AriaRole.Group, new() { Name = "Filters in force" })).ToContainTextAsync("“000”");

        await Assertions.Expect(page.Locator("input[data-page-search]")).ToHaveValueAsync("0004");
    }

    [Fact]
    public async Task A_comma_ends_an_interest_and_what_is_typed_behind_it_stays()
    {
        await using var watched = await OpenAsync();
        var page = watched.Page;
        await page.GetByRole(AriaRole.Button, new() { Name = "New user" }).ClickAsync();
        var field = page.Locator("dialog[open]").GetByLabel("Interests");
        await field.FocusAsync();

        await field.EvaluateAsync(
            """
            field => [..."tea,jazz,wi"].forEach(data => {
              const allowed = field.dispatchEvent(new InputEvent("beforeinput", { data, bubbles: true, cancelable: true }));
              if (allowed) document.execCommand("insertText", false, data);
            })
            """);

        var entries = page.Locator("dialog[open] .pz-interests .pz-truncate");
        await Assertions.Expect(entries).ToHaveTextAsync(["tea", "jazz"]);
        await Assertions.Expect(field).ToHaveValueAsync("wi");
        await page.Keyboard.TypeAsync("ne,");
        await Assertions.Expect(entries).ToHaveTextAsync(["tea", "jazz", "wine"]);
    }

    [Fact]
    public async Task Enter_adds_the_interest_that_is_typed_and_keeps_the_form_open()
    {
        await using var watched = await OpenAsync();
        var page = watched.Page;
        await page.GetByRole(AriaRole.Button, new() { Name = "New user" }).ClickAsync();
        var field = page.Locator("dialog[open]").GetByLabel("Interests");
        await field.FocusAsync();

        await page.Keyboard.TypeAsync("tea");
        await page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(page.Locator("dialog[open] .pz-interests .pz-truncate")).ToHaveTextAsync(["tea"]);
        await Assertions.Expect(field).ToHaveValueAsync("");

        // An id is missing: sent, the form would say so.
        await Assertions.Expect(page.Locator("dialog[open] [role=alert]")).ToHaveCountAsync(0);
    }

    private async Task<WatchedPage> OpenAsync()
    {
        var watched = await browser.OpenAsync(site, PageLook.Desk);
        await watched.GoAsync(await site.AddressAsync("/users"));
        await watched.Page.Locator("#users-grid-0-0").WaitForAsync();
        return watched;
    }

    private static async Task PressAtOnceAsync(IPage page, params string[] keys) => await page.EvaluateAsync(
        """
        keys => keys.forEach(name => {
          const key = name.replace("Control+", "");
          document.activeElement.dispatchEvent(
            new KeyboardEvent("keydown", { key, ctrlKey: key !== name, bubbles: true, cancelable: true }));
        })
        """,
        keys);
}
