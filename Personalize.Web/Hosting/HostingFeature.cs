using Microsoft.AspNetCore.DataProtection;
using Personalize.Data;
using Personalize.Web.Hosting.Documentation;
using Personalize.Web.Hosting.Health;
using Personalize.Web.Hosting.Json;
using Personalize.Web.Hosting.Problems;
using Personalize.Web.Hosting.Security;
using Personalize.Web.Hosting.Settings;
using Personalize.Web.Hosting.Start;

namespace Personalize.Web.Hosting;

internal static class HostingFeature
{
    /// <summary>Options, database, problem details, JSON rules, limits, OpenAPI.</summary>
    /// <exception cref="SettingsException">The configuration cannot be used.</exception>
    public static WebApplicationBuilder AddHosting(this WebApplicationBuilder builder)
    {
        var configuration = builder.Configuration;

        // While developing, the framework maps GET for every path to look for files made since the build. Next to it an
        // address that only takes POST would answer GET with 404 instead of 405, and tests would see another API than users.
        configuration["DisableStaticAssetNotFoundRuntimeFallback"] = bool.TrueString;
        SettingsCheck.RequireLegalValues(configuration, new(PersonalizeOptions.Section, typeof(PersonalizeOptions)));
        LoopbackAddresses.Require(configuration);
        if (!LoopbackAddresses.AnyConfigured(configuration))
            builder.WebHost.UseUrls(LoopbackAddresses.Default);

        var options = configuration.GetSection(PersonalizeOptions.Section).Get<PersonalizeOptions>() ?? new();
        var location = DatabaseLocation.From(configuration, options, builder.Environment.ContentRootPath);
        location.CreateDataFolder();

        builder.Services
            .AddSettings<PersonalizeOptions, PersonalizeOptionsValidator>(PersonalizeOptions.Section)
            .PostConfigure<PersonalizeOptions>(personalize => Complete(personalize, location, builder.Environment))
            .AddSingleton(location)
            .AddPersonalizeData(location.Kind, location.ConnectionString)
            .AddSingleton<Preparation>()
            .AddSingleton<Paging>()
            .AddProblemDetails(problems => problems.CustomizeProblemDetails = ProblemDefaults.Complete)
            .AddExceptionHandler<FaultHandler>()
            .ConfigureHttpJsonOptions(json => JsonRules.Apply(json.SerializerOptions))
            .Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = false)
            .AddRequestLimits()
            .AddHealth()
            .AddApiDocumentation()
            .AddDataProtection()
            .SetApplicationName("Personalize")
            .PersistKeysToFileSystem(Directory.CreateDirectory(Path.Combine(location.DataFolder, "keys")));
        return builder;
    }

    /// <summary>The middleware every request passes: headers, errors, limits.</summary>
    public static WebApplication UseHosting(this WebApplication app)
    {
        app.UseMiddleware<SecurityHeaders>();
        app.UseExceptionHandler();
        app.UseStatusPages();
        app.UseMiddleware<SameOriginOnly>();
        app.UseAntiforgery();
        return app;
    }

    /// <summary>Health probes, OpenAPI document, API documentation page.</summary>
    public static WebApplication MapHosting(this WebApplication app)
    {
        app.MapHealth();
        app.MapApiDocumentation();
        return app;
    }

    /// <summary>What must be done before the first request: settings of all features checked, schema, demo data.</summary>
    public static async Task PrepareAsync(this WebApplication app, CancellationToken cancellation)
    {
        SettingsCheck.Run(app.Configuration, app.Services.GetServices<SettingsSection>());
        await FreeAddress.RequireAsync(app, cancellation);
        await app.Services.GetRequiredService<Preparation>().RunAsync(cancellation);
        app.AnnounceWhenReady();
    }

    // Whoever asks for the options sees what is in force, not what was left out.
    private static void Complete(PersonalizeOptions options, DatabaseLocation location, IHostEnvironment environment)
    {
        options.DataFolder = location.DataFolder;
        options.Demo.Enabled ??= environment.IsDevelopment();
        options.Demo.Simulator ??= environment.IsDevelopment();
    }
}
