using System.Globalization;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Personalize.Data.Accounts;
using Personalize.Data.Imports;
using Personalize.Data.Spreadsheets;
using Personalize.Web.Access;
using Personalize.Web.Hosting;
using Personalize.Web.Hosting.Limits;
using Personalize.Web.Hosting.Problems;
using Personalize.Web.Import.Running;

namespace Personalize.Web.Import;

/// <summary>Uploads and what becomes of them.</summary>
internal static class ImportApi
{
    /// <summary>Where the Import page sends files, with the browser's cookie.</summary>
    public const string PageUpload = "/import/upload";
    public const string AntiforgeryHeader = "RequestVerificationToken";
    private const int DefaultCount = 20;
    private const int MaxCount = 100;

    /// <summary>Room for the multipart frame around a file of the greatest size.</summary>
    private const int FrameBytes = 64 << 10;
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(10);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/upload", UploadAsync).RequireRight(Right.ImportFiles).Costs(RequestCost.Upload)
            .WithTags("Import")
            .WithName("Upload")
            .WithSummary("Imports a spreadsheet of users or transactions (.xlsx, .xls, .csv). Waits for its end unless wait=false or Prefer: respond-async.")
            .WithDescription("A file that was imported before is answered with that import, and nothing is done; again=true imports it once more.")
            .DisableAntiforgery()
            .Accepts<IFormFile>("multipart/form-data")
            .Produces<UploadAnswer>()
            .Produces<UploadAccepted>(StatusCodes.Status202Accepted)
            .MayRefuse(400, 413, 415, 422, 429);
        routes.MapPost(PageUpload, UploadFromPageAsync).RequireRight(Right.ImportFiles).Costs(RequestCost.Upload).ExcludeFromDescription().DisableAntiforgery();
        var imports = routes.MapApi("/api/imports", "Import").RequireRight(Right.ImportFiles);
        imports.MapGet("/", RecentAsync).WithName("Imports").WithSummary("The newest imports.").Produces<ImportAnswer[]>().MayRefuse(400);
        imports.MapGet("/{id:guid}", FindAsync).WithName("Import").WithSummary("One import, while it runs and afterwards.").Produces<ImportAnswer>().MayRefuse(404);
        imports.MapDelete("/{id:guid}", CancelAsync).WithName("CancelImport").WithSummary("Stops a queued or running import; what it stored stays.").MayRefuse(404, 409);
    }

    // By a header, and asked before the body is touched: a token in the form would be found only after reading all of it.
    private static async Task<IResult> UploadFromPageAsync(
        HttpContext context, IAntiforgery antiforgery, [FromQuery] bool? again, ImportService imports, UploadReceiver receiver, SpreadsheetLimits limits,
        CancellationToken cancellation)
    {
        if (!context.Request.Headers.ContainsKey(AntiforgeryHeader) || !await antiforgery.IsRequestValidAsync(context))
            return Problem.Of(StatusCodes.Status400BadRequest, "antiforgery", "The page is too old to send files. Reload it and try again.");
        return await UploadAsync(context, "false", again, imports, receiver, limits, cancellation);
    }

    private static async Task<IResult> UploadAsync(
        HttpContext context, [FromQuery] string? wait, [FromQuery] bool? again, ImportService imports, UploadReceiver receiver, SpreadsheetLimits limits, CancellationToken cancellation)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } body)
            body.MaxRequestBodySize = limits.MaxFileBytes + FrameBytes;
        try
        {
            if (context.Request.ContentLength > limits.MaxFileBytes + FrameBytes)
                throw UploadReceiver.TooLarge(limits);
            if (!imports.HasRoom)
                return Full(context);
            var file = await receiver.ReceiveAsync(context.Request, cancellation);
            var repeated = again is true ? RepeatedFile.RunsAgain : RepeatedFile.IsKnown;
            return await SubmitAsync(context, imports, file, repeated, ShouldWait(context.Request, wait), cancellation);
        }
        catch (UploadRefusedException refusal)
        {
            return Problem.Of(refusal.Status, refusal.Code, refusal.Message);
        }
        catch (SpreadsheetRefusedException refusal)
        {
            return Refused(refusal.Code, refusal.Message);
        }
    }

    private static async Task<IResult> SubmitAsync(
        HttpContext context, ImportService imports, UploadedFile file, RepeatedFile repeated, bool waits, CancellationToken cancellation)
    {
        var owned = false;
        try
        {
            var submission = await imports.SubmitAsync(context.Actor(), file, repeated, cancellation);
            owned = submission is Submission.Queued;
            switch (submission)
            {
                case Submission.Known known:
                    return TypedResults.Ok(UploadAnswer.Repeated((await imports.FindAsync(context.Actor(), known.Import, cancellation))!));
                case Submission.Queued { Job: var job }:
                    return await AnswerAsync(context.Actor(), imports, job, waits, cancellation);
                case Submission.Underway { Job: var job }:
                    return await AnswerAsync(context.Actor(), imports, job, waits, cancellation);
                default:
                    return Full(context);
            }
        }
        finally
        {
            if (!owned)
                Uploads.Delete(file.Path);
        }
    }

    private static async Task<IResult> AnswerAsync(Actor actor, ImportService imports, ImportJob job, bool waits, CancellationToken cancellation)
    {
        var id = job.Row.Id;
        if (!waits)
            return TypedResults.Accepted($"/api/imports/{id}", new UploadAccepted("The file is here; its import goes on by itself", id));
        await job.Ended.WaitAsync(cancellation);
        var report = (await imports.FindAsync(actor, id, cancellation))!;
        return report.State switch
        {
            ImportState.Succeeded => TypedResults.Ok(UploadAnswer.Of(report)),
            ImportState.Failed when report.FailureCode == "internal_error" =>
                Problem.Of(StatusCodes.Status500InternalServerError, report.FailureCode, report.FailureMessage!),
            ImportState.Failed => Refused(report.FailureCode!, report.FailureMessage!),
            _ => Problem.Of(StatusCodes.Status409Conflict, "cancelled", "The import was stopped before its end. What it stored stays; bringing the file again is safe."),
        };
    }

    private static bool ShouldWait(HttpRequest request, string? wait) =>
        !string.Equals(wait, "false", StringComparison.OrdinalIgnoreCase)
        && !request.Headers["Prefer"].Any(value => value?.Contains("respond-async", StringComparison.OrdinalIgnoreCase) == true);

    private static async Task<IResult> RecentAsync([FromQuery] string? limit, HttpContext context, ImportService imports, CancellationToken cancellation)
    {
        var count = DefaultCount;
        if (limit is not null && (!int.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out count) || count is < 1 or > MaxCount))
            return Problem.Of(StatusCodes.Status400BadRequest, "validation", $"The limit is a whole number from 1 to {MaxCount}.");
        var reports = await imports.RecentAsync(context.Actor(), count, cancellation);
        return TypedResults.Ok(reports.Select(ImportAnswer.Of));
    }

    private static async Task<IResult> FindAsync(Guid id, HttpContext context, ImportService imports, CancellationToken cancellation) =>
        await imports.FindAsync(context.Actor(), id, cancellation) is { } report ? TypedResults.Ok(ImportAnswer.Of(report)) : Problem.NotFound("import");

    private static async Task<IResult> CancelAsync(Guid id, HttpContext context, ImportService imports, CancellationToken cancellation)
    {
        if (await imports.CancelAsync(context.Actor(), id, cancellation))
            return TypedResults.NoContent();
        return await imports.FindAsync(context.Actor(), id, cancellation) is null
            ? Problem.NotFound("import")
            : Problem.Of(StatusCodes.Status409Conflict, "import_ended", "The import has ended already.");
    }

    private static ProblemHttpResult Refused(string code, string message) =>
        code == "payload_too_large"
            ? Problem.Of(StatusCodes.Status413PayloadTooLarge, code, message)
            : Problem.Of(StatusCodes.Status422UnprocessableEntity, code, message);

    private static ProblemHttpResult Full(HttpContext context) => Problem.Later(
        context, StatusCodes.Status429TooManyRequests, "too_many_imports", "Other imports are waiting. Try again when one has ended.", RetryAfter);
}
