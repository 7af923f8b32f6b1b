using Personalize.Web.Activities;
using Personalize.Web.Catalogue;
using Personalize.Web.Customers;
using Personalize.Web.Demo;
using Personalize.Web.Hosting;
using Personalize.Web.Import;
using Personalize.Web.Live;
using Personalize.Web.Recommendations;
using Personalize.Web.Shell;
using Personalize.Web.Training;

var builder = WebApplication.CreateBuilder(args);
builder.AddHosting();
builder.Services
    .AddLive()
    .AddActivities()
    .AddTraining()
    .AddRecommendations()
    .AddCustomers()
    .AddCatalogue()
    .AddImport()
    .AddDemo()
    .AddShell();

var app = builder.Build();
app.UseHosting();
app.UseAntiforgery();
app.MapHosting();
app.MapCustomers()
    .MapCatalogue()
    .MapActivities()
    .MapRecommendations()
    .MapImport()
    .MapShell();

await app.PrepareAsync(CancellationToken.None);
await app.RunAsync();
