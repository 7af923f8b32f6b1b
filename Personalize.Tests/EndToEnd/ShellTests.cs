using Microsoft.Playwright;

namespace Personalize.Tests.EndToEnd;

/// <summary>Theme, command palette, shortcuts, phone navigation.</summary>
[Collection(nameof(BrowserSuite))]
public sealed class ShellTests(Browser browser, DemoSite site)
{
    [Fact]
    public async Task Dark_preference_is_dark_from_the_first_frame()
    {
        await using var watched = await browser.OpenAsync(site, new PageLook(IsDark: true, Width: 1366));
        await watched.Page.GotoAsync((await site.AddressAsync("/")).ToString(), new PageGotoOptions { WaitUntil = WaitUntilState.DOMContentLoaded });

        await RequireDarkAsync(watched.Page);
    }

    [Fact]
    public async Task Chosen_theme_outlives_a_reload()
    {
        await using var watched = await browser.OpenAsync(site, PageLook.Desk);
        await watched.GoAsync(await site.AddressAsync("/import"));

        await watched.Page.GetByRole(AriaRole.Button, new() { Name = "Switch to the dark theme" }).ClickAsync();
        await Assertions.Expect(watched.Page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
        await watched.Page.ReloadAsync(new PageReloadOptions { WaitUntil = WaitUntilState.DOMContentLoaded });

        await RequireDarkAsync(watched.Page);
        await Assertions.Expect(watched.Page.GetByRole(AriaRole.Button, new() { Name = "Switch to the light theme" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Palette_goes_where_the_first_letters_point()
    {
        await using var watched = await browser.OpenAsync(site, PageLook.Desk);
        await watched.GoAsync(await site.AddressAsync("/users"));

        await watched.Page.Keyboard.PressAsync("Control+k");
        await watched.Page.Keyboard.TypeAsync("imp");
        await watched.Page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(watched.Page).ToHaveURLAsync((await site.AddressAsync("/import")).ToString());
        await Assertions.Expect(watched.Page.Locator("h1")).ToHaveTextAsync("Import");
    }

    [Fact]
    public async Task Palette_closes_with_Escape_and_gives_the_focus_back()
    {
        await using var watched = await browser.OpenAsync(site, PageLook.Desk);
        await watched.GoAsync(await site.AddressAsync("/import"));
        var opener = watched.Page.GetByRole(AriaRole.Button, new() { Name = "Search or go to" });

        await opener.PressAsync("Enter");
        await Assertions.Expect(watched.Page.GetByRole(AriaRole.Combobox, new() { Name = "Search pages, customers, items" })).ToBeFocusedAsync();
        await watched.Page.Keyboard.PressAsync("Escape");

        await Assertions.Expect(opener).ToBeFocusedAsync();
    }

    [Fact]
    public async Task Question_mark_lists_the_shortcuts_and_letters_can_be_switched_off()
    {
        await using var watched = await browser.OpenAsync(site, PageLook.Desk);
        await watched.GoAsync(await site.AddressAsync("/import"));
        var list = watched.Page.GetByRole(AriaRole.Dialog, new() { Name = "Keyboard shortcuts" });

        await watched.Page.Keyboard.PressAsync("?");
        await Assertions.Expect(list).ToBeVisibleAsync();
        await watched.Page.GetByLabel("Single letters act as shortcuts").UncheckAsync();
        await watched.Page.Keyboard.PressAsync("Escape");
        await watched.Page.Keyboard.PressAsync("?");

        await Assertions.Expect(list).ToBeHiddenAsync();
    }

    [Fact]
    public async Task G_and_a_letter_navigate_but_not_from_a_field()
    {
        await using var watched = await browser.OpenAsync(site, PageLook.Desk);
        await watched.GoAsync(await site.AddressAsync("/import"));

        await watched.Page.Keyboard.PressAsync("Control+k");
        var field = watched.Page.GetByRole(AriaRole.Combobox, new() { Name = "Search pages, customers, items" });
        await watched.Page.Keyboard.TypeAsync("gl?p/");
        await Assertions.Expect(field).ToHaveValueAsync("gl?p/");
        await watched.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(field).ToBeHiddenAsync();
        await Assertions.Expect(watched.Page.Locator("h1")).ToHaveTextAsync("Import");

        await watched.Page.Keyboard.TypeAsync("gl");
        await Assertions.Expect(watched.Page.Locator("h1")).ToHaveTextAsync("Live");
    }

    [Fact]
    public async Task Phone_navigation_opens_over_the_page_and_closes_with_Escape()
    {
        await using var watched = await browser.OpenAsync(site, new PageLook(IsDark: false, Width: 390));
        await watched.GoAsync(await site.AddressAsync("/import"));
        var menu = watched.Page.GetByRole(AriaRole.Button, new() { Name = "Navigation" });
        var link = watched.Page.GetByRole(AriaRole.Link, new() { Name = "Items" });

        await Assertions.Expect(link).ToBeHiddenAsync();
        await menu.ClickAsync();
        await Assertions.Expect(link).ToBeVisibleAsync();
        await watched.Page.Keyboard.PressAsync("Escape");

        await Assertions.Expect(link).ToBeHiddenAsync();
        await Assertions.Expect(menu).ToBeFocusedAsync();
    }

    // Nothing is painted before the style sheets are there, so the first colour with them is that of the first frame.
    private static async Task RequireDarkAsync(IPage page)
    {
        await page.WaitForFunctionAsync("() => [...document.querySelectorAll('link[rel=stylesheet]')].every(link => link.sheet)");
        Assert.Equal("rgb(14, 20, 27)", await page.EvaluateAsync<string>("() => getComputedStyle(document.body).backgroundColor"));
    }
}
