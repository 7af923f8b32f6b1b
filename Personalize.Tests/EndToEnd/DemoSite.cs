using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Personalize.Tests.EndToEnd;
using Personalize.Tests.Support;
using Personalize.Web.Training;

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

    /// <summary>The same once the first start has made its second and lasting models: no list changes under a test any more.</summary>
    [SuppressMessage("Usage", "VSTHRD003", Justification = "The completion source is our own.")]
    public async Task<PersonalizeApp> SettledAsync()
    {
        var app = await StartAsync();
        var (training, models) = (app.Get<TrainingService>(), app.Get<ModelHolder>());
        var settled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        training.StatusChanged += Look;
        Look(this, EventArgs.Empty);
        await settled.Task.WaitAsync(TimeSpan.FromMinutes(5), TestContext.Current.CancellationToken);
        training.StatusChanged -= Look;
        return app;

        void Look(object? sender, EventArgs e)
        {
            if (models.Current is { IsDraft: false }) settled.TrySetResult();
        }
    }

    /// <param name="path">"{sku}" stands for that of the first item, "{run}" for an import with refused rows.</param>
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
        if (path.Contains("{run}", StringComparison.Ordinal))
            path = path.Replace("{run}", await ImportAsync(app), StringComparison.Ordinal);
        return new Uri(app.ClientOptions.BaseAddress, path);
    }

    // The same file again is the same import, so every caller gets the same page.
    private static async Task<string> ImportAsync(PersonalizeApp app)
    {
        using var client = app.CreateClient();
        using var file = new StringContent("customer_id,age,interests\nRUN-1,34,hiking\nRUN-2,200,\n,51,wine\n", Encoding.UTF8, "text/csv");
        using var form = new MultipartFormDataContent { { file, "file", "people with gaps.csv" } };
        using var answer = await client.PostAsync(new Uri("/upload", UriKind.Relative), form, TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
        using var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        return body.RootElement.GetProperty("import_id").GetString()!;
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
            await _app.DisposeAsync();
        _starting.Dispose();
    }
}
