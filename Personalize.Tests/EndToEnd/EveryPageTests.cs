using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Personalize.Tests.EndToEnd;

/// <summary>What holds on every address, in both themes, on a desk and on a phone. Leaves a screenshot of each.</summary>
[Collection(nameof(BrowserSuite))]
public sealed class EveryPageTests(Browser browser, DemoSite site)
{
    // C00004 has a long history, C00006 none at all.
    private static readonly string[] Paths =
    [
        "/", "/users", "/users/C00004", "/users/C00006", "/users/nobody", "/items", "/items/{sku}", "/recommend", "/recommend?user=C00004",
        "/recommend?user=C00006", "/segments", "/segments?segment=3", "/models", "/import", "/import/{run}", "/audit", "/health", "/admin/keys", "/nowhere",
    ];

    public static TheoryData<string, int> Addresses => PageLook.AtBothWidths(Paths);

    [Theory]
    [MemberData(nameof(Addresses))]
    public async Task Page_is_ordered_accessible_fitting_and_quiet_in_both_themes(string path, int width)
    {
        var light = new PageLook(IsDark: false, width);
        await using var watched = await browser.OpenAsync(site, light);
        await watched.GoAsync(await site.AddressAsync(path));
        await RequireOrderAsync(watched.Page);
        await LookAtAsync(watched.Page, path, light);

        await watched.Page.GetByRole(AriaRole.Button, new() { Name = "Switch to the dark theme" }).ClickAsync();
        await LookAtAsync(watched.Page, path, light with { IsDark = true });
        await RequireFitAsync(watched.Page, path, width);

        string[] troubles = [.. watched.Troubles.Where(trouble => path != "/nowhere" || !trouble.Contains("404", StringComparison.Ordinal))];
        Assert.Empty(troubles);
    }

    [Fact]
    public async Task Titles_are_unique()
    {
        List<string> titles = [];
        await using var watched = await browser.OpenAsync(site, PageLook.Desk);
        foreach (var path in Paths.Where(address => !address.Contains('?', StringComparison.Ordinal)))
        {
            var address = await site.AddressAsync(path);
            if (titles.Count == 0) await watched.GoAsync(address);
            else await watched.Page.EvaluateAsync("path => Blazor.navigateTo(path)", address.PathAndQuery);

            await Assertions.Expect(watched.Page).Not.ToHaveTitleAsync(titles.LastOrDefault(""));
            await watched.SettleAsync();
            await Assertions.Expect(watched.Page).ToHaveTitleAsync(new Regex(" · Personalize$"));
            titles.Add(await watched.Page.TitleAsync());
        }

        Assert.Equal(titles.Count, titles.Distinct().Count());
    }

    [Fact]
    public async Task Policy_allows_scripts_of_our_own_files_only()
    {
        await using var watched = await browser.OpenAsync(site, PageLook.Desk);
        var response = await watched.GoAsync(await site.AddressAsync("/"));

        var policy = await response!.HeaderValueAsync("content-security-policy");

        var scripts = policy?.Split(';', StringSplitOptions.TrimEntries).SingleOrDefault(rule => rule.StartsWith("script-src ", StringComparison.Ordinal));
        Assert.Equal("script-src 'self'", scripts);
        Assert.Equal(0, await watched.Page.Locator("script:not([src])").CountAsync());
    }

    [Fact]
    public async Task Unknown_address_is_a_404_inside_the_shell()
    {
        await using var watched = await browser.OpenAsync(site, PageLook.Desk);
        var response = await watched.GoAsync(await site.AddressAsync("/nowhere"));

        Assert.Equal(404, response!.Status);
        await Assertions.Expect(watched.Page.Locator("h1")).ToHaveTextAsync("There is no such page");
        await Assertions.Expect(watched.Page.GetByRole(AriaRole.Navigation).GetByText("Users")).ToBeVisibleAsync();
    }

    /// <summary>One heading, one place for the content, named navigation, and the way past it is the first stop of the keyboard.</summary>
    private static async Task RequireOrderAsync(IPage page)
    {
        await Assertions.Expect(page.Locator("h1")).ToHaveCountAsync(1);
        await Assertions.Expect(page.Locator("html")).ToHaveAttributeAsync("lang", "en");
        await Assertions.Expect(page.Locator("main")).ToHaveCountAsync(1);
        await Assertions.Expect(page.Locator("nav[aria-label]")).ToHaveCountAsync(1);
        await page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(page.Locator("[data-shell=skip]")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("#main")).ToBeFocusedAsync();
    }

    /// <summary>Never scrolls sideways: as a desk is narrowed to a tablet, or from a small phone to a large one.</summary>
    private static async Task RequireFitAsync(IPage page, string path, int width)
    {
        foreach (var other in width < 600 ? [width, 360] : (int[])[width, 1920, 768])
        {
            await page.SetViewportSizeAsync(other, 844);
            await Accessibility.RequireNoExcessAsync(page, $"{path} at {other} px");
        }
    }

    private static async Task LookAtAsync(IPage page, string path, PageLook look)
    {
        await Assertions.Expect(page.Locator("html")).ToHaveAttributeAsync("data-theme", look.IsDark ? "dark" : "light");

        // Colours on their way from one theme to the other have the contrast of neither.
        await page.WaitForFunctionAsync("() => !document.getAnimations().some(running => running instanceof CSSTransition)");
        await Screenshots.SaveAsync(page, path, look);
        await Accessibility.RequireAsync(page);
    }
}
