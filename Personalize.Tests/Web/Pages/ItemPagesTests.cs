using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Personalize.Tests.Support;
using Personalize.Web.Catalogue;

namespace Personalize.Tests.Web.Pages;

public sealed class ItemPagesTests : IAsyncDisposable
{
    private readonly PageWorld _world = new();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public void While_loading_the_list_shows_skeletons()
    {
        _world.Database.Hold();

        Assert.NotEmpty(OpenList("").FindAll("[aria-busy=true] .pz-skeleton"));
    }

    [Fact]
    public void Without_items_the_list_offers_the_import()
    {
        var page = OpenList("");

        page.WaitForAssertion(() => Assert.Contains("No items yet", page.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Filters_that_match_nothing_can_be_cleared()
    {
        await _world.AddItemsAsync("Tent");
        var page = OpenList("?q=nothing");
        page.WaitForAssertion(() => Assert.Contains("No item matches", page.Markup, StringComparison.Ordinal));

        await page.InvokeAsync(() => page.Find(".pz-empty button").Click());

        page.WaitForAssertion(() => Assert.Equal("1", page.Find("[data-total]").TextContent));
    }

    [Fact]
    public async Task A_failure_of_the_list_can_be_retried()
    {
        await _world.AddItemsAsync("Tent");
        _world.Database.Break();
        var page = OpenList("");
        page.WaitForElement(".pz-problem");
        _world.Database.Repair();

        await page.InvokeAsync(() => page.Find(".pz-problem button").Click());

        page.WaitForAssertion(() => Assert.Equal("1", page.Find("[data-total]").TextContent));
    }

    [Fact]
    public async Task The_list_shows_titles_as_text()
    {
        await _world.AddItemsAsync("<img src=x onerror=alert(1)>", "Tent");

        var page = OpenList("");

        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("tbody a").Count));
        Assert.Empty(page.FindAll("img"));
    }

    [Fact]
    public void An_unknown_item_is_named()
    {
        var page = OpenItem("SKU-9");

        page.WaitForAssertion(() => Assert.Equal("No item SKU-9", page.Find("h1").TextContent));
    }

    [Fact]
    public async Task A_failure_of_an_item_can_be_retried()
    {
        await _world.AddItemsAsync("Tent");
        _world.Database.Break();
        var page = OpenItem("SKU-1");
        page.WaitForElement(".pz-problem");
        _world.Database.Repair();

        await page.InvokeAsync(() => page.Find(".pz-problem button").Click());

        page.WaitForAssertion(() => Assert.Equal("Tent", page.Find("h1").TextContent));
    }

    [Fact]
    public async Task Similar_items_name_the_terms_they_share()
    {
        await _world.AddItemsAsync("Trail running shoes", "Trail running vest", "Chess board");
        await _world.TrainAsync();

        var page = OpenItem("SKU-1");

        page.WaitForElement(".pz-similar li");
        Assert.Equal("Trail running vest", page.Find(".pz-similar a").TextContent);
        Assert.NotEmpty(page.FindAll(".pz-similar .pz-chip"));
    }

    [Fact]
    public async Task Switching_an_item_off_is_saved()
    {
        await _world.AddItemsAsync("Tent");
        var page = OpenItem("SKU-1");
        page.WaitForElement("button[aria-pressed]");

        await page.InvokeAsync(() => page.Find("button[aria-pressed]").Click());

        page.WaitForAssertion(() => Assert.Equal("false", page.Find("button[aria-pressed]").GetAttribute("aria-pressed")));
        Assert.Contains("never recommended", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_save_that_fails_keeps_the_draft_and_names_the_problem()
    {
        await _world.AddItemsAsync("Tent");
        var page = OpenItem("SKU-1");
        page.WaitForElement("button[data-key=e]");
        await page.InvokeAsync(() => page.Find("button[data-key=e]").Click());
        page.WaitForElement("#item-title");
        await page.InvokeAsync(() => page.Find("#item-title").Input("Big tent"));
        _world.Database.Break();

        await page.InvokeAsync(() => page.Find("dialog form").Submit());

        page.WaitForAssertion(() => Assert.Contains("The item could not be saved. Your entries are kept", page.Markup, StringComparison.Ordinal));
        Assert.Equal("Big tent", page.Find("#item-title").GetAttribute("value"));
    }

    [Fact]
    public async Task A_change_by_somebody_else_reaches_the_item_and_the_list()
    {
        await _world.AddItemsAsync("Tent");
        var item = OpenItem("SKU-1");
        var list = OpenList("");
        item.WaitForAssertion(() => Assert.Equal("Tent", item.Find("h1").TextContent));
        list.WaitForAssertion(() => Assert.Equal("1", list.Find("[data-total]").TextContent));
        var editor = _world.Pages.Services.GetRequiredService<ItemEditor>();
        var id = _world.Pages.Services.GetRequiredService<ItemDirectory>().FindBySku("SKU-1")!.Id;

        await editor.UpdateAsync(PersonalizeApp.Tester, id, new() { Title = "Big tent" }, expected: null, TestContext.Current.CancellationToken);
        await editor.CreateAsync(PersonalizeApp.Tester, new() { Sku = "SKU-2", Title = "Mug" }, TestContext.Current.CancellationToken);

        item.WaitForAssertion(() => Assert.Equal("Big tent", item.Find("h1").TextContent));
        list.WaitForAssertion(() => Assert.Equal("2", list.Find("[data-total]").TextContent));
    }

    [Fact]
    public async Task A_sku_that_is_no_item_is_not_taken_for_a_database_id()
    {
        await _world.AddItemsAsync("Tent");
        var id = _world.Pages.Services.GetRequiredService<ItemDirectory>().FindBySku("SKU-1")!.Id;

        var page = OpenItem($"{id}");

        page.WaitForAssertion(() => Assert.Equal($"No item {id}", page.Find("h1").TextContent));
    }

    private IRenderedComponent<ItemDetailPage> OpenItem(string key) =>
        _world.Pages.Render<ItemDetailPage>(parameters => parameters.Add(page => page.Key, key));

    private IRenderedComponent<ItemsPage> OpenList(string query)
    {
        _world.Pages.Services.GetRequiredService<NavigationManager>().NavigateTo("/items" + query);
        return _world.Pages.Render<ItemsPage>();
    }
}
