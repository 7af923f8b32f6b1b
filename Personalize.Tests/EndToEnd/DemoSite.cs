using Microsoft.EntityFrameworkCore;
using Personalize.Tests.EndToEnd;
using Personalize.Tests.Support;

[assembly: AssemblyFixture(typeof(DemoSite))]

namespace Personalize.Tests.EndToEnd;

/// <summary>The whole server on a real port with the demonstration's data, started by the first test that needs it.</summary>
public sealed class DemoSite : IAsyncDisposable
{
    private readonly SemaphoreSlim _starting = new(1, 1);
    private PersonalizeApp? _app;

    public async Task<PersonalizeApp> StartAsync()
    {
        await _starting.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            if (_app is null)
            {
                var app = new PersonalizeApp { WithDemo = true };
                app.UseKestrel(0);
                app.StartServer();
                _app = app;
            }
            return _app;
        }
        finally
        {
            _starting.Release();
        }
    }

    /// <param name="path">"{sku}" stands for that of the first item.</param>
    public async Task<Uri> AddressAsync(string path)
    {
        var app = await StartAsync();
        if (path.Contains("{sku}", StringComparison.Ordinal))
        {
            await using var db = await app.OpenDatabaseAsync();
            path = path.Replace(
                "{sku}",
                await db.Items.OrderBy(item => item.Id).Select(item => item.Sku).FirstAsync(TestContext.Current.CancellationToken),
                StringComparison.Ordinal);
        }
        return new Uri(app.ClientOptions.BaseAddress, path);
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
            await _app.DisposeAsync();
        _starting.Dispose();
    }
}
