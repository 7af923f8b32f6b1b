using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Personalize.Web.Hosting.Json;
using Personalize.Web.Recommendations;

namespace Personalize.Benchmarks.Read;

/// <summary>What Kestrel can do with such an answer: no middleware, no rights, no models.</summary>
internal sealed class BareServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private BareServer(WebApplication app, Uri address)
    {
        _app = app;
        Json = new Uri(address, "json");
        Bytes = new Uri(address, "bytes");
    }

    /// <summary>Writes the list as JSON each time.</summary>
    public Uri Json { get; }

    /// <summary>Writes the same bytes each time.</summary>
    public Uri Bytes { get; }

    public static async Task<BareServer> StartAsync(byte[] answer, CancellationToken cancellation)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.ConfigureHttpJsonOptions(json => JsonRules.Apply(json.SerializerOptions));
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var rules = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        JsonRules.Apply(rules);
        var list = JsonSerializer.Deserialize<UserListResponse>(answer, rules)!;
        app.MapGet("/json", Microsoft.AspNetCore.Http.HttpResults.Ok<UserListResponse> () => TypedResults.Ok(list));
        app.MapGet("/bytes", async (HttpContext context) =>
        {
            context.Response.ContentType = "application/json; charset=utf-8";
            context.Response.ContentLength = answer.Length;
            await context.Response.Body.WriteAsync(answer);
        });
        await app.StartAsync(cancellation);
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return new BareServer(app, new Uri(address));
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
