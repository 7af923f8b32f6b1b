namespace Personalize.Web.Hosting;

internal static class HostingFeature
{
    /// <summary>Options, database, problem details, JSON rules, limits, OpenAPI.</summary>
    public static WebApplicationBuilder AddHosting(this WebApplicationBuilder builder) => builder;

    /// <summary>The middleware every request passes: headers, errors, limits.</summary>
    public static WebApplication UseHosting(this WebApplication app) => app;

    /// <summary>Health probes, OpenAPI document, API documentation page.</summary>
    public static WebApplication MapHosting(this WebApplication app) => app;

    /// <summary>What must be done before the first request: schema, demo data.</summary>
    public static Task PrepareAsync(this WebApplication app, CancellationToken cancellation) => Task.CompletedTask;
}
