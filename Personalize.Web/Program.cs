using Personalize.Data.Spreadsheets.Worker;
using Personalize.Web.Access;
using Personalize.Web.Accounts;
using Personalize.Web.Accounts.Provider;
using Personalize.Web.Activities;
using Personalize.Web.ApiKeys;
using Personalize.Web.Audit;
using Personalize.Web.Catalogue;
using Personalize.Web.Customers;
using Personalize.Web.Demo;
using Personalize.Web.Health;
using Personalize.Web.Hosting;
using Personalize.Web.Hosting.Start;
using Personalize.Web.Hubs;
using Personalize.Web.Import;
using Personalize.Web.Live;
using Personalize.Web.Models;
using Personalize.Web.Recommendations;
using Personalize.Web.Segments;
using Personalize.Web.Shell;
using Personalize.Web.Tokens;
using Personalize.Web.Training;

// The same executable is the child that reads spreadsheets; it must start fast and see nothing of the server.
if (WorkerVerb.Matches(args))
    return WorkerVerb.Run();

try
{
    var commands = Commands.From(args);
    if (Errands.RunAlone(commands.Errand))
        return Exit.Success;
    var builder = WebApplication.CreateBuilder(commands.Settings);
    builder.AddHosting();
    builder.Services
        .AddAccess()
        .AddAccounts()
        .AddProvider(builder.Configuration)
        .AddApiKeys()
        .AddAudit()
        .AddTokens()
        .AddLive()
        .AddHubs()
        .AddActivities()
        .AddTraining()
        .AddModels()
        .AddRecommendations()
        .AddSegments()
        .AddCustomers()
        .AddCatalogue()
        .AddImport()
        .AddDemo()
        .AddHealth()
        .AddShell();

    await using var app = builder.Build();
    if (await app.DoAsync(commands.Errand, CancellationToken.None))
        return Exit.Success;

    app.UseHosting();
    app.MapHosting();
    app.MapAccounts()
        .MapProvider()
        .MapTokens()
        .MapCustomers()
        .MapCatalogue()
        .MapActivities()
        .MapRecommendations()
        .MapImport()
        .MapHubs()
        .MapAudit()
        .MapHealth()
        .MapShell();

    await app.PrepareAsync(CancellationToken.None);
    await app.RunAsync();
    return Exit.Success;
}
catch (Exception failure) when (Exit.IsExplained(failure))
{
    return Exit.With(failure);
}
