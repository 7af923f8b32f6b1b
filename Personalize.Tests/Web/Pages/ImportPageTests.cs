using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Personalize.Web.Import;

namespace Personalize.Tests.Web.Pages;

public sealed class ImportPageTests : IAsyncDisposable
{
    private readonly PageWorld _world = new();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task A_file_that_is_known_can_be_imported_again_or_looked_up()
    {
        var known = Guid.NewGuid();
        var page = _world.Pages.Render<ImportPage>();

        await page.InvokeAsync(() => page.Instance.OnAccepted(known, isKnown: true));

        Assert.NotNull(page.Find($"a[href='/import/{known}']"));
        await page.InvokeAsync(() => page.Find("[aria-label='Imported before'] button").Click());
        _world.Pages.JSInterop.VerifyInvoke("sendAgain");
        Assert.Empty(page.FindAll("[aria-label='Imported before']"));
    }

    [Fact]
    public async Task A_new_file_leads_to_the_page_of_its_import()
    {
        var import = Guid.NewGuid();
        var page = _world.Pages.Render<ImportPage>();

        await page.InvokeAsync(() => page.Instance.OnAccepted(import, isKnown: false));

        Assert.EndsWith($"/import/{import}", _world.Pages.Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
    }
}
