using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Personalize.Data.Accounts;
using Personalize.Web.Catalogue;
using Personalize.Web.Customers;
using Personalize.Web.Shell;

namespace Personalize.Tests.Web.Pages;

/// <summary>What each role gets to see and to press on the pages.</summary>
public sealed class RoleMaskingTests
{
    [Theory]
    [InlineData(AccountRole.Operator, 3)]
    [InlineData(AccountRole.Analyst, 3)]
    [InlineData(AccountRole.Admin, 0)]
    public async Task The_grid_hides_three_fields_and_says_who_sees_them(AccountRole role, int hidden)
    {
        await using var world = new PageWorld(role);
        await world.AddCustomerAsync("C1", "tea");

        var page = Open<CustomersPage>(world, "/users");

        page.WaitForElement("tr[class*='r-']");
        var masked = page.FindAll("tr[class*='r-'] [data-masked]");
        Assert.Equal(hidden, masked.Count);
        Assert.All(masked, cell => Assert.Contains("Admin", cell.GetAttribute("title"), StringComparison.Ordinal));
        Assert.Equal(hidden == 0, page.Find("tr[class*='r-']").TextContent.Contains("34", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(AccountRole.Operator, false)]
    [InlineData(AccountRole.Analyst, false)]
    [InlineData(AccountRole.Admin, true)]
    public async Task Only_who_edits_customers_finds_the_buttons_for_it(AccountRole role, bool edits)
    {
        await using var world = new PageWorld(role);
        await world.AddCustomerAsync("C1");

        var page = Open<CustomersPage>(world, "/users");

        page.WaitForElement("tr[class*='r-']");
        Assert.Equal(edits, page.FindAll(".pz-row-actions button").Count > 0);
        Assert.Equal(edits, page.FindAll("input[type=checkbox]").Count > 0);
        Assert.Equal(edits, page.Markup.Contains("New user", StringComparison.Ordinal));
        Assert.Equal(edits, page.Find(".pz-page-header p").TextContent.Contains("fix them", StringComparison.Ordinal));
        Assert.Equal(edits, page.FindAll("[aria-label='Age range']").Count > 0);
        Assert.Equal(edits, page.FindAll("button.pz-sort").Any(button => button.TextContent.StartsWith("Age", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("?gender=F")]
    [InlineData("?min=30&max=40")]
    [InlineData("?sort=age")]
    public async Task An_address_with_a_hidden_filter_shows_the_whole_list_instead(string query)
    {
        await using var world = new PageWorld(AccountRole.Operator);
        await world.AddCustomerAsync("C1");
        await world.AddCustomerAsync("C2");

        var page = Open<CustomersPage>(world, "/users" + query.Replace("F", "X", StringComparison.Ordinal));

        page.WaitForAssertion(() => Assert.Equal("2", page.Find("[data-total]").TextContent));
    }

    [Theory]
    [InlineData(AccountRole.Operator, false)]
    [InlineData(AccountRole.Admin, true)]
    public async Task A_profile_hides_personal_fields_and_what_cannot_be_pressed(AccountRole role, bool sees)
    {
        await using var world = new PageWorld(role);
        await world.AddCustomerAsync("C1");

        var page = Open<CustomerDetailPage>(world, "/users/C1", parameters => parameters.Add(one => one.Key, "C1"));

        page.WaitForElement(".pz-facts");
        Assert.Equal(sees ? 0 : 3, page.FindAll(".pz-facts [data-masked]").Count);
        var pressed = page.FindAll(".pz-page-actions > *").Select(action => action.TextContent.Trim()).ToList();
        Assert.Equal(sees ? ["Edit", "Try other weights", "History", "Delete"] : ["Try other weights"], pressed);
    }

    [Theory]
    [InlineData(AccountRole.Operator, false)]
    [InlineData(AccountRole.Analyst, true)]
    [InlineData(AccountRole.Admin, true)]
    public async Task Only_who_edits_items_finds_the_button_for_it(AccountRole role, bool edits)
    {
        await using var world = new PageWorld(role);
        await world.AddItemsAsync("Boots");

        var page = Open<ItemsPage>(world, "/items");

        page.WaitForElement("[data-total]");
        Assert.Equal(edits, page.Markup.Contains("New item", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(AccountRole.Operator, "Live,Users,Items,Recommend,Segments")]
    [InlineData(AccountRole.Analyst, "Live,Users,Items,Recommend,Segments,Import")]
    [InlineData(AccountRole.Admin, "Live,Users,Items,Recommend,Segments,Import,Audit,Accounts")]
    public async Task The_navigation_lists_the_pages_of_the_role(AccountRole role, string titles)
    {
        await using var world = new PageWorld(role);

        var rail = world.Pages.Render<NavRail>();

        var shown = rail.FindAll("nav a span").Select(entry => entry.TextContent).ToList();
        string[] known = ["Live", "Users", "Items", "Recommend", "Segments", "Import", "Audit", "Accounts"];
        Assert.Equal(titles.Split(','), shown.Where(known.Contains));
    }

    private static IRenderedComponent<TPage> Open<TPage>(
        PageWorld world, string address, Action<ComponentParameterCollectionBuilder<TPage>>? parameters = null)
        where TPage : IComponent
    {
        world.Pages.Services.GetRequiredService<NavigationManager>().NavigateTo(address);
        return parameters is null ? world.Pages.Render<TPage>() : world.Pages.Render(parameters);
    }
}
