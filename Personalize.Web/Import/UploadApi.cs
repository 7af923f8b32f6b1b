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
using UploadResults = Microsoft.AspNetCore.Http.HttpResults.Results<
    Microsoft.AspNetCore.Http.HttpResults.Ok<Personalize.Web.Import.UploadAnswer>,
    Microsoft.AspNetCore.Http.HttpResults.Accepted<Personalize.Web.Import.UploadAccepted>,
    Microsoft.AspNetCore.Http.HttpResults.ProblemHttpResult>;

namespace Personalize.Web.Import;

/// <summary>Takes files in, from programs and from the Import page.</summary>
internal static class UploadApi
{
    // Where the Import page sends files, with the browser's cookie.
    private const string FromPage = "/import/upload";
    private const string AntiforgeryHeader = "RequestVerificationToken";

    // Room for the multipart frame around a file of the greatest size.
    private const int FrameBytes = 64 << 10;
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(10);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/upload", UploadAsync).RequireRight(Right.ImportFiles).Costs(RequestCost.Upload)
            .WithTags("Import")
            .WithName("Upload")
            .WithSummary("Imports a spreadsheet of users or transactions")
            .WithDescription(
                "Takes .xlsx, .xls and .csv. The answer waits for the end of the import unless wait=false or Prefer: respond-async says otherwise. "
                + "A file that was imported before is answered with that import, and nothing is done; again=true imports it once more.")
            .DisableAntiforgery()
            .AddEndpointFilterFactory(QueryRules.Filter)
            .Accepts<IFormFile>("multipart/form-data")
            .MayRefuse(400, 413, 415, 422, 429);
        routes.MapPost(FromPage, UploadFromPageAsync).RequireRight(Right.ImportFiles).Costs(RequestCost.Upload)
            .ExcludeFromDescription()
            .DisableAntiforgery()
            .AddEndpointFilterFactory(QueryRules.Filter);
    }

    // By a header, and asked before the body is touched: a token in the form would be found only after reading all of it.
    private static async Task<UploadResults> UploadFromPageAsync(
        HttpContext context, IAntiforgery antiforgery, [FromQuery] bool? again, ImportService imports, UploadReceiver receiver,
        SpreadsheetLimits limits, CancellationToken cancellation)
    {
        if (!context.Request.Headers.ContainsKey(AntiforgeryHeader) || !await antiforgery.IsRequestValidAsync(context))
            return Problem.Of(StatusCodes.Status400BadRequest, "antiforgery", "The page is too old to send files. Reload it and try again.");
        return await UploadAsync(context, wait: false, again, imports, receiver, limits, cancellation);
    }

    private static async Task<UploadResults> UploadAsync(
        HttpContext context, [FromQuery] bool? wait, [FromQuery] bool? again, ImportService imports, UploadReceiver receiver,
        SpreadsheetLimits limits, CancellationToken cancellation)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } body)
            body.MaxRequestBodySize = limits.MaxFileBytes + FrameBytes;
        try
        {
            if (context.Request.ContentLength > limits.MaxFileBytes + FrameBytes)
                throw UploadReceiver.TooLarge(limits);
            SubmitResult result;
            using (var place = imports.TryTakePlace())
            {
                if (place is null)
                    return Full(context);
                var file = await receiver.ReceiveAsync(context.Request, cancellation);
                result = await SubmitAsync(
                    context.Actor(), imports, file, again is true ? RepeatedFile.RunsAgain : RepeatedFile.IsKnown, cancellation);
            }

            return await AnswerAsync(context, imports, result, wait, cancellation);
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

    private static async Task<SubmitResult> SubmitAsync(
        Actor actor, ImportService imports, UploadedFile file, RepeatedFile repeated, CancellationToken cancellation)
    {
        SubmitResult? result = null;
        try
        {
            return result = await imports.SubmitAsync(actor, file, repeated, cancellation);
        }
        finally
        {
            if (result is not SubmitResult.Queued)
                Uploads.Delete(file.Path);
        }
    }

    private static async Task<UploadResults> AnswerAsync(
        HttpContext context, ImportService imports, SubmitResult result, bool? wait, CancellationToken cancellation)
    {
        if (result is SubmitResult.Known known)
            return TypedResults.Ok(UploadAnswer.Repeated((await imports.FindAsync(context.Actor(), known.Import, cancellation))!));
        var job = result is SubmitResult.Queued queued ? queued.Job : ((SubmitResult.Underway)result).Job;
        var id = job.Row.Id;
        if (wait is false || PrefersNotToWait(context.Request))
            return TypedResults.Accepted($"{ImportApi.Root}/{id}", new UploadAccepted("The file is here; its import goes on by itself", id));
        await job.Ended.WaitAsync(cancellation);
        return Ended((await imports.FindAsync(context.Actor(), id, cancellation))!);
    }

    private static UploadResults Ended(ImportReport report) => report.State switch
    {
        ImportState.Succeeded => TypedResults.Ok(UploadAnswer.Of(report)),
        ImportState.Failed when report.FailureCode == "internal_error" =>
            Problem.Of(StatusCodes.Status500InternalServerError, report.FailureCode, report.FailureMessage!),
        ImportState.Failed => Refused(report.FailureCode!, report.FailureMessage!),
        _ => Problem.Of(StatusCodes.Status409Conflict, "cancelled", "The import was stopped before its end. What it stored stays; bringing the file again is safe."),
    };

    private static bool PrefersNotToWait(HttpRequest request) =>
        request.Headers["Prefer"].Any(value => value?.Contains("respond-async", StringComparison.OrdinalIgnoreCase) == true);

    private static ProblemHttpResult Refused(string code, string message) =>
        code == "payload_too_large"
            ? Problem.Of(StatusCodes.Status413PayloadTooLarge, code, message)
            : Problem.Of(StatusCodes.Status422UnprocessableEntity, code, message);

    private static ProblemHttpResult Full(HttpContext context) => Problem.Later(
        context, StatusCodes.Status429TooManyRequests, "too_many_imports", "Other imports are waiting. Try again when one has ended.", RetryAfter);
}
