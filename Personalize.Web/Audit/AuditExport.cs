using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Personalize.Data;
using Personalize.Data.Accounts;
using Personalize.Data.Audit;
using Personalize.Web.Access;
using Personalize.Web.Hosting.Limits;

namespace Personalize.Web.Audit;

/// <summary>The trail as a file of comma-separated values, one line per changed field, streamed.</summary>
internal static class AuditExport
{
    public const string ZoneKey = "zone";
    private const int LinesPerFlush = 500;
    private static readonly CompositeFormat FileName = CompositeFormat.Parse("audit-{0:yyyyMMdd-HHmmss}.csv");

    public static IEndpointRouteBuilder MapAudit(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(AuditLink.Export, SendAsync).RequireRight(Right.ReadAudit).Costs(RequestCost.Listing).ExcludeFromDescription();
        return routes;
    }

    private static async Task SendAsync(
        HttpContext context, [FromServices] AuditTrail trail, [FromServices] IDbContextFactory<PersonalizeDb> databases,
        [FromServices] TimeProvider clock, CancellationToken cancellation)
    {
        var actor = context.Actor();
        var query = AuditQuery.Read(key => context.Request.Query[key]);
        var zone = TimeZoneInfo.TryFindSystemTimeZoneById(context.Request.Query[ZoneKey].ToString(), out var known) ? known : TimeZoneInfo.Utc;

        // Whoever takes the trail away is in it.
        await using (var db = await databases.OpenAsync(actor, cancellation))
            await db.NoteAsync([new AuditNote("audit.export", Subjects.Audit, AuditNote.Many)], cancellation);

        context.Response.ContentType = "text/csv; charset=utf-8";
        context.Response.Headers.ContentDisposition =
            $"attachment; filename={string.Format(CultureInfo.InvariantCulture, FileName, clock.GetUtcNow().UtcDateTime)}";
        context.Response.Headers.CacheControl = "no-store";
        await using var text = new StreamWriter(context.Response.Body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true);
        await WriteAsync(text, trail.StreamAsync(actor, query.ToFilter(zone), cancellation), cancellation);
    }

    internal static async Task WriteAsync(TextWriter text, IAsyncEnumerable<AuditLine> lines, CancellationToken cancellation)
    {
        await LineAsync(
            text, "sequence", "at", "actor_kind", "actor_id", "actor", "source", "request_id", "action", "subject_kind", "subject_id", "subject", "undoes",
            "values", "field", "old", "new");
        var written = 0;
        await foreach (var line in lines.WithCancellation(cancellation))
        {
            foreach (var change in line.Changes.DefaultIfEmpty())
                await LineAsync(text, CellsOf(line, change));
            if (++written % LinesPerFlush == 0)
                await text.FlushAsync(cancellation);
        }

        await text.FlushAsync(cancellation);
    }

    private static string?[] CellsOf(AuditLine line, FieldChange? change)
    {
        var entry = line.Entry;
        return
        [
            entry.Sequence.ToString(CultureInfo.InvariantCulture), entry.At.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
            entry.ActorKind.ToString(), entry.ActorId?.ToString(CultureInfo.InvariantCulture), line.ActorName, entry.Source.ToString(),
            entry.RequestId, entry.Action, entry.SubjectKind, entry.SubjectId, line.SubjectName, entry.Undoes?.ToString(CultureInfo.InvariantCulture),
            line.Values.ToString().ToLowerInvariant(), change?.Field, TextOf(change?.Old), TextOf(change?.New),
        ];
    }

    private static string? TextOf(JsonElement? value) => value switch
    {
        null => null,
        { } json when FieldChange.IsNothing(json) => "",
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        { } json => json.GetRawText(),
    };

    private static Task LineAsync(TextWriter text, params string?[] cells) => text.WriteAsync(string.Join(',', cells.Select(CsvText.Cell)) + "\r\n");
}
