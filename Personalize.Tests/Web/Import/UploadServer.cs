using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Personalize.Data.Imports;
using Personalize.Tests.Support;
using Personalize.Web.Import;

namespace Personalize.Tests.Web.Import;

/// <summary>A server that takes uploads, and a client that sends them.</summary>
public sealed class UploadServer : IAsyncDisposable
{
    private const string Sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    public PersonalizeApp App { get; } = new();

    public HttpClient Client => field ??= Patient(App.CreateClient());

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => App.DisposeAsync();

    public Task<UploadAnswer> PostAsync(string name, string text, string query = "", string? prefer = null) =>
        PostAsync(name, Encoding.UTF8.GetBytes(text), query, prefer);

    public async Task<UploadAnswer> PostAsync(string name, byte[] content, string query = "", string? prefer = null)
    {
        var file = new ByteArrayContent(content);
        file.Headers.ContentType = new MediaTypeHeaderValue(name.EndsWith("csv", StringComparison.Ordinal) ? "text/csv" : Sheet);
        using var form = new MultipartFormDataContent { { file, "file", name } };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/upload?" + query) { Content = form };
        if (prefer is not null)
            request.Headers.Add("Prefer", prefer);
        using var response = await Client.SendAsync(request, Cancellation);
        return new UploadAnswer(response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation), response.Headers.Location?.ToString());
    }

    public async Task<(HttpStatusCode Status, string? Code)> CodeAsync(HttpContent content)
    {
        using var response = await Client.PostAsync(new Uri("/upload", UriKind.Relative), content, Cancellation);
        return (response.StatusCode, (await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("code").GetString());
    }

    /// <summary>Listens before it looks, so that the end cannot slip through between.</summary>
    public async Task<ImportReport> EndAsync(Guid id)
    {
        var imports = App.Get<ImportService>();
        using var moved = new SemaphoreSlim(0);
        EventHandler<Guid> listener = (_, _) => moved.Release();
        imports.Progressed += listener;
        try
        {
            while (true)
            {
                var report = (await imports.FindAsync(PersonalizeApp.Tester, id, Cancellation))!;
                if (report.State is not (ImportState.Queued or ImportState.Running))
                    return report;
                await moved.WaitAsync(Cancellation);
            }
        }
        finally
        {
            imports.Progressed -= listener;
        }
    }

    /// <summary>Files that the server should have removed by now.</summary>
    public IEnumerable<string> UploadsLeft()
    {
        var folder = Path.Combine(App.DataFolder, "uploads");
        return Directory.Exists(folder) ? Directory.EnumerateFiles(folder) : [];
    }

    public static ByteArrayContent File(string text, string type = "text/csv")
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(text));
        content.Headers.ContentType = new MediaTypeHeaderValue(type);
        return content;
    }

    // An import of a real workbook may take longer than a client's usual patience.
    private static HttpClient Patient(HttpClient client)
    {
        client.Timeout = Timeout.InfiniteTimeSpan;
        return client;
    }
}

/// <summary>What an upload was answered.</summary>
public sealed record UploadAnswer(HttpStatusCode Status, JsonElement Json, string? Location)
{
    public string Text(string name) => Json.GetProperty(name).GetString()!;

    public int Count(string name) => Json.GetProperty(name).GetInt32();
}
