using Microsoft.Extensions.Options;
using Personalize.Data;
using Personalize.Web.Accounts.Links;
using Personalize.Web.Audit.Incidents;
using Personalize.Web.Health.Figures;
using Personalize.Web.Hosting.Documentation;
using Personalize.Web.Hosting.Json;
using Personalize.Web.Hosting.Limits;
using Personalize.Web.Hosting.Problems;
using Personalize.Web.Hosting.Security;
using Personalize.Web.Hosting.Settings;
using Personalize.Web.Hosting.Start;
using Personalize.Web.Hosting.Stop;
using Personalize.Web.Hosting.Telemetry;

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
        SettingsCheck.RequireLegalValues(configuration, new(SecurityOptions.Section, typeof(SecurityOptions)));
        builder.AddTelemetry();
        ListeningAddresses.Require(configuration, builder.Environment);

        // The framework does it in development only. Started from the sources in production, pages would come without their styles.
        builder.WebHost.UseStaticWebAssets();
        if (!ListeningAddresses.AnyConfigured(configuration))
            builder.WebHost.UseUrls(ListeningAddresses.Default);

        var options = configuration.GetSection(PersonalizeOptions.Section).Get<PersonalizeOptions>() ?? new();
        var location = DatabaseLocation.From(configuration, options, builder.Environment.ContentRootPath);
        if (location.Kind == DatabaseKind.Postgres && !builder.Environment.IsDevelopment())
            PostgresLine.Require(location.ConnectionString);
        location.CreateDataFolder();
        var security = configuration.GetSection(SecurityOptions.Section).Get<SecurityOptions>() ?? new();

        builder.Services
            .AddSettings<PersonalizeOptions, PersonalizeOptionsValidator>(PersonalizeOptions.Section)
            .PostConfigure<PersonalizeOptions>(personalize => Complete(personalize, location, builder.Environment))
            .AddSettings<SecurityOptions, SecurityOptionsValidator>(SecurityOptions.Section)
            .PostConfigure<SecurityOptions>(rules => rules.AdminsNeedSecondFactor ??= !builder.Environment.IsDevelopment())
            .AddSingleton(location)
            .AddPersonalizeData(location.Kind, location.ConnectionString)
            .AddSingleton<Schema>()
            .AddSingleton<Preparation>()
            .AddSingleton<Paging>()
            .AddSingleton<IProblemDetailsWriter, ProblemWriter>()
            .AddProblemDetails()
            .AddExceptionHandler<FaultHandler>()
            .ConfigureHttpJsonOptions(json => JsonRules.Apply(json.SerializerOptions))
            .Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = false)
            .AddRequestLimits()
            .AddCallerLimits()
            .AddStop()
            .AddSingleton<JobBook>()
            .AddApiDocumentation()
            .AddCookieRules(CookieStyle.In(configuration, builder.Environment))
            .AddKeyRing(location.DataFolder, security, builder.Environment);
        return builder;
    }

    /// <summary>The middleware every request passes: headers, errors, limits.</summary>
    public static WebApplication UseHosting(this WebApplication app)
    {
        app.UseManagementDoor(app.Services.GetRequiredService<IOptions<ManagementOptions>>().Value);
        TrustedProxies.Use(app);
        app.UseMiddleware<SecurityHeaders>();
        app.UseMiddleware<RefusalWatch>();
        app.UseExceptionHandler();
        app.UseMiddleware<Shedding>();
        app.UseStatusPages();
        app.UseMiddleware<SameOriginOnly>();
        app.UseMiddleware<OneAuthorization>();
        app.UseCookiePolicy();
        app.UseMiddleware<SocketMeasure>();
        app.UseAuthentication();
        app.UseRateLimiter();
        app.UseAuthorization();
        app.UseAntiforgery();
        return app;
    }

    /// <summary>OpenAPI document, API documentation page.</summary>
    public static WebApplication MapHosting(this WebApplication app)
    {
        app.MapApiDocumentation();
        return app;
    }

    /// <summary>What must be done before the first request: settings of all features checked, schema, demo data.</summary>
    public static async Task PrepareAsync(this WebApplication app, CancellationToken cancellation)
    {
        SettingsCheck.Run(app.Configuration, app.Services.GetServices<SettingsSection>());
        await FreeAddress.RequireAsync(app, cancellation);
        await app.Services.GetRequiredService<Preparation>().RunAsync(cancellation);
        await using var scope = app.Services.CreateAsyncScope();
        app.AnnounceWhenReady(await scope.ServiceProvider.GetRequiredService<FirstAdmin>().OfferAsync(cancellation));
    }

    // Whoever asks for the options sees what is in force, not what was left out.
    private static void Complete(PersonalizeOptions options, DatabaseLocation location, IHostEnvironment environment)
    {
        options.DataFolder = location.DataFolder;
        options.Demo.Enabled ??= environment.IsDevelopment();
        options.Demo.Simulator ??= environment.IsDevelopment();
    }
}
