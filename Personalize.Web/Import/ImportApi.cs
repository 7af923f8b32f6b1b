using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Personalize.Data.Accounts;
using Personalize.Web.Access;
using Personalize.Web.Hosting;
using Personalize.Web.Hosting.Problems;

namespace Personalize.Web.Import;

/// <summary>What becomes of uploaded files.</summary>
internal static class ImportApi
{
    public const string Root = "/api/imports";
    private const string What = "import";
    private const int DefaultCount = 20;

    public static void Map(IEndpointRouteBuilder routes)
    {
        var imports = routes.MapApi(Root, "Import").RequireRight(Right.ImportFiles);
        imports.MapGet("/", RecentAsync).WithName("Imports").WithSummary("The newest imports.").MayRefuse(400);
        imports.MapGet("/{id:guid}", FindAsync).WithName("Import").WithSummary("One import, while it runs and afterwards.").MayRefuse(404);
        imports.MapDelete("/{id:guid}", CancelAsync).WithName("CancelImport").WithSummary("Stops a queued or running import; what it stored stays.").MayRefuse(404, 409);
    }

    private static async Task<Ok<IReadOnlyList<ImportAnswer>>> RecentAsync(
        [FromQuery, Range(1, 100)] int? limit, HttpContext context, ImportService imports, CancellationToken cancellation)
    {
        var reports = await imports.RecentAsync(context.Actor(), limit ?? DefaultCount, cancellation);
        return TypedResults.Ok<IReadOnlyList<ImportAnswer>>([.. reports.Select(ImportAnswer.Of)]);
    }

    private static async Task<Results<Ok<ImportAnswer>, ProblemHttpResult>> FindAsync(
        Guid id, HttpContext context, ImportService imports, CancellationToken cancellation) =>
        await imports.FindAsync(context.Actor(), id, cancellation) is { } report
            ? TypedResults.Ok(ImportAnswer.Of(report))
            : Problem.NotFound(What);

    private static async Task<Results<NoContent, ProblemHttpResult>> CancelAsync(
        Guid id, HttpContext context, ImportService imports, CancellationToken cancellation)
    {
        if (await imports.CancelAsync(context.Actor(), id, cancellation))
            return TypedResults.NoContent();
        return await imports.FindAsync(context.Actor(), id, cancellation) is null
            ? Problem.NotFound(What)
            : Problem.Of(StatusCodes.Status409Conflict, "import_ended", "The import has ended already.");
    }
}
