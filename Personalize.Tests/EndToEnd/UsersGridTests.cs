using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Personalize.Tests.EndToEnd;

/// <summary>The users grid as people drive it: by keyboard, beside others, on a phone.</summary>
[Collection(nameof(BrowserSuite))]
public sealed class UsersGridTests(Browser browser, DemoSite site)
{
    [Fact]
    public async Task Two_hundred_arrows_down_end_on_the_201st_row_with_the_focus_kept()
    {
        await using var watched = await OpenAsync(PageLook.Desk);
        var page = watched.Page;
        await page.FocusAsync("#users-grid");

        for (var press = 0; press < 200; press++) await page.Keyboard.PressAsync("ArrowDown");

        await Expect(page.Locator("#users-grid")).ToBeFocusedAsync();
        await Expect(page.Locator("#users-grid")).ToHaveAttributeAsync("aria-activedescendant", "users-grid-200-0");
        // Found and measured in one go, again and again: rows that arrive may replace the cell.
        await page.WaitForFunctionAsync(
            """
            () => {
              const cell = document.querySelector("#users-grid-200-0[data-active]");
              if (!cell) return false;
              const box = cell.getBoundingClientRect(), room = cell.closest(".mud-table-container").getBoundingClientRect();
              return box.top >= room.top && box.bottom <= room.bottom + 1;
            }
            """);
    }

    [Fact]
    public async Task Headings_of_numbers_end_where_their_numbers_end()
    {
        await using var watched = await OpenAsync(PageLook.Desk);

        var gaps = await watched.Page.EvaluateAsync<double[]>(
            """
            () => {
              // Of the words themselves: the boxes around them are as wide as the column.
              const endOf = element => {
                const words = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
                const range = document.createRange();
                let end = 0;
                while (words.nextNode()) {
                  if (!words.currentNode.data.trim()) continue;
                  range.selectNode(words.currentNode);
                  end = Math.max(end, range.getBoundingClientRect().right);
                }
                return end;
              };
              const cells = document.querySelector("#users-grid-0-1").closest("tr").cells;
              return [...document.querySelectorAll(".pz-data thead th.pz-number")].map(head => Math.abs(endOf(head) - endOf(cells[head.cellIndex])));
            }
            """);

        Assert.Equal(4, gaps.Length);
        Assert.All(gaps, gap => Assert.True(gap < 1, $"A heading ends {gap:0.0} px from its numbers."));
    }

    [Fact]
    public async Task Enter_edits_Enter_saves_and_the_value_survives_a_reload()
    {
        await using var watched = await OpenAsync(PageLook.Desk);
        var page = watched.Page;
        await EditAgeAsync(page, row: 0);

        await page.Keyboard.PressAsync("Control+A");
        await page.Keyboard.TypeAsync("41");
        await page.Keyboard.PressAsync("Enter");

        await Expect(page.Locator("[data-editor]")).ToHaveCountAsync(0);
        await Expect(page.Locator("#users-grid-0-1")).ToHaveTextAsync("41");
        await Expect(page.Locator("#users-grid")).ToBeFocusedAsync();
        await page.ReloadAsync();
        await Expect(page.Locator("#users-grid-0-1")).ToHaveTextAsync("41");
    }

    [Fact]
    public async Task Esc_restores_and_Tab_moves_to_the_next_editor()
    {
        await using var watched = await OpenAsync(PageLook.Desk);
        var page = watched.Page;
        var before = await page.Locator("#users-grid-3-1").TextContentAsync();
        await EditAgeAsync(page, row: 3);
        await page.Keyboard.TypeAsync("99");

        await page.Keyboard.PressAsync("Tab");
        await Expect(page.Locator("[data-editor=gender]")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Escape");

        await Expect(page.Locator("[data-editor]")).ToHaveCountAsync(0);
        await Expect(page.Locator("#users-grid-3-1")).ToHaveTextAsync(before!.Trim());
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("200")]
    [InlineData("old")]
    public async Task An_invalid_age_is_explained_at_its_field_and_not_saved(string age)
    {
        await using var watched = await OpenAsync(PageLook.Desk);
        var page = watched.Page;
        var before = await page.Locator("#users-grid-4-1").TextContentAsync();
        await EditAgeAsync(page, row: 4);
        await page.Keyboard.PressAsync("Control+A");
        await page.Keyboard.TypeAsync(age);

        await page.Keyboard.PressAsync("Enter");

        var message = page.Locator(".pz-cell-error");
        await Expect(message).ToHaveIdAsync(new Regex("."));
        await Expect(page.Locator("[data-editor=age]")).ToHaveAttributeAsync("aria-describedby", (await message.GetAttributeAsync("id"))!);
        await page.ReloadAsync();
        await Expect(page.Locator("#users-grid-4-1")).ToHaveTextAsync(before!.Trim());
    }

    [Fact]
    public async Task The_second_of_two_saves_sees_the_conflict_and_overwrites_nothing()
    {
        await using var first = await OpenAsync(PageLook.Desk);
        await using var second = await OpenAsync(PageLook.Desk);
        await EditAgeAsync(first.Page, row: 6);
        await EditAgeAsync(second.Page, row: 6);
        await first.Page.Keyboard.PressAsync("Control+A");
        await first.Page.Keyboard.TypeAsync("51");
        await first.Page.Keyboard.PressAsync("Enter");
        await Expect(first.Page.Locator("#users-grid-6-1")).ToHaveTextAsync("51");

        await second.Page.Keyboard.PressAsync("Control+A");
        await second.Page.Keyboard.TypeAsync("52");
        await second.Page.Keyboard.PressAsync("Enter");

        await Expect(second.Page.Locator(".pz-conflict tbody")).ToContainTextAsync("51");
        await Expect(second.Page.Locator(".pz-conflict tbody")).ToContainTextAsync("52");
        await second.Page.GetByRole(AriaRole.Button, new() { Name = "Take theirs" }).ClickAsync();
        await Expect(second.Page.Locator("#users-grid-6-1")).ToHaveTextAsync("51");
    }

    [Fact]
    public async Task Changes_by_others_leave_draft_focus_and_selection_alone()
    {
        await using var mine = await OpenAsync(PageLook.Desk);
        await using var theirs = await OpenAsync(PageLook.Desk);
        await mine.Page.FocusAsync("#users-grid");
        await mine.Page.Keyboard.PressAsync("Space");
        await EditAgeAsync(mine.Page, row: 8);
        await mine.Page.Keyboard.PressAsync("Control+A");
        await mine.Page.Keyboard.TypeAsync("77");

        await EditAgeAsync(theirs.Page, row: 9);
        await theirs.Page.Keyboard.PressAsync("Control+A");
        await theirs.Page.Keyboard.TypeAsync("23");
        await theirs.Page.Keyboard.PressAsync("Enter");

        await Expect(mine.Page.Locator("#users-grid-9-1")).ToHaveTextAsync("23");
        await Expect(mine.Page.Locator("#users-grid-9-0 .pz-dot")).ToHaveCountAsync(1);
        await Expect(mine.Page.Locator("[data-editor=age]:focus")).ToHaveValueAsync("77");
        await Expect(mine.Page.Locator("tr[aria-selected=true]")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task Filter_and_order_survive_a_reload_through_the_address()
    {
        await using var watched = await browser.OpenAsync(site, PageLook.Desk);
        await watched.GoAsync(await site.AddressAsync("/users?gender=female&min=30&sort=age&dir=desc"));
        var page = watched.Page;
        await page.Locator("#users-grid-0-1").WaitForAsync();
        var shown = await page.Locator("#users-grid-0-0").TextContentAsync();

        await page.ReloadAsync();

        await Expect(page.Locator("#users-grid-0-0")).ToHaveTextAsync(shown!.Trim());
        await Expect(page.Locator("#users-grid th[aria-sort]:not([aria-sort=none])")).ToHaveAttributeAsync("aria-sort", "descending");
    }

    [Fact]
    public async Task A_deletion_is_undone_from_the_keyboard()
    {
        await using var watched = await OpenAsync(PageLook.Desk);
        var page = watched.Page;
        var total = await page.Locator("[data-total]").TextContentAsync();
        await page.FocusAsync("#users-grid");
        await page.Keyboard.PressAsync("Control+End");
        // No wait for the row: the key counts when it arrives. Other tests may have added customers, so the last is not a fixed one.
        await page.Keyboard.PressAsync("Delete");
        await Expect(page.Locator("[data-total]")).Not.ToHaveTextAsync(total!);

        await page.Keyboard.PressAsync("Control+Z");

        await Expect(page.Locator("[data-total]")).ToHaveTextAsync(total!);
    }

    [Fact]
    public async Task First_rows_are_sent_once()
    {
        await using var watched = await browser.OpenAsync(site, PageLook.Desk);
        var page = watched.Page;
        long bytes = 0;
        page.WebSocket += (_, socket) => socket.FrameReceived += (_, frame) => Interlocked.Add(ref bytes, frame.Binary?.Length ?? 0);

        await watched.GoAsync(await site.AddressAsync("/users"));
        await page.Locator("#users-grid-0-0").WaitForAsync();
        // A second and a third set of rows would come before what a key causes.
        await EditAgeAsync(page, row: 0);

        Assert.InRange(Interlocked.Read(ref bytes), 40_000, 200_000);
    }

    [Fact]
    public async Task A_phone_shows_cards_that_can_be_edited_with_a_thumb()
    {
        await using var watched = await browser.OpenAsync(site, new PageLook(IsDark: true, Width: 390));
        await watched.GoAsync(await site.AddressAsync("/users"));
        var page = watched.Page;
        var card = page.Locator(".pz-card").Nth(2);
        await card.ScrollIntoViewIfNeededAsync();
        // Measured in one go: cards that arrive may replace the buttons.
        var sides = await card.Locator(".pz-button").EvaluateAllAsync<double[]>(
            "buttons => buttons.map(button => button.getBoundingClientRect()).map(box => Math.min(box.width, box.height))");
        Assert.NotEmpty(sides);
        Assert.All(sides, side => Assert.InRange(side, 44, 1000));

        await card.GetByRole(AriaRole.Button, new() { Name = "Edit" }).ClickAsync();
        await page.Locator("dialog[open]").GetByLabel("Age").FillAsync("61");
        await page.Locator("dialog[open]").GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();

        await Expect(card).ToContainTextAsync("61");
    }

    private static ILocatorAssertions Expect(ILocator locator) => Assertions.Expect(locator);

    private async Task<WatchedPage> OpenAsync(PageLook look)
    {
        var watched = await browser.OpenAsync(site, look);
        await watched.GoAsync(await site.AddressAsync("/users"));
        await watched.Page.Locator("#users-grid-0-0").WaitForAsync();
        return watched;
    }

    private static async Task EditAgeAsync(IPage page, int row)
    {
        await page.Locator($"#users-grid-{row}-1").ClickAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.Locator("[data-editor=age]:focus").WaitForAsync();
    }
}
