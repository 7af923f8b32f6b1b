using Bunit;
using Personalize.Tests.Support;
using Personalize.Web.Demo;
using Personalize.Web.Live;

namespace Personalize.Tests.Web.Pages;

public sealed class SimulatorSwitchTests : IAsyncDisposable
{
    private readonly PageWorld _world = new();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Theory]
    [InlineData(false, false, "needs customers and items first")]
    [InlineData(true, false, "needs items first")]
    [InlineData(false, true, "needs customers first")]
    public async Task It_says_what_it_lacks_and_cannot_be_pressed(bool customers, bool items, string reason)
    {
        await FillAsync(customers, items);

        var page = _world.Pages.Render<SimulatorSwitch>();

        page.WaitForAssertion(() => Assert.Equal(reason, page.Find("button[disabled] .pz-caption").TextContent));
    }

    [Fact]
    public async Task With_customers_and_items_it_can_be_pressed()
    {
        await FillAsync(customers: true, items: true);

        var page = _world.Pages.Render<SimulatorSwitch>();

        page.WaitForElement("button:not([disabled])");
        Assert.Empty(page.FindAll(".pz-caption"));
    }

    [Theory]
    [InlineData("Development", null, true)]
    [InlineData("Production", null, false)]
    [InlineData("Production", "true", true)]
    public async Task Outside_development_it_is_offered_only_where_the_settings_ask_for_it(string environment, string? setting, bool isOffered)
    {
        var settings = new Dictionary<string, string>();
        if (setting is not null) settings["Personalize:Demo:Simulator"] = setting;
        await using var app = new PersonalizeApp { Environment = environment, Settings = settings };

        Assert.Equal(isOffered, app.Get<SimulatorControl>().IsOffered);
    }

    private async Task FillAsync(bool customers, bool items)
    {
        if (customers) await _world.AddCustomerAsync("C1");
        if (items) await _world.AddItemsAsync("Tent");
    }
}
