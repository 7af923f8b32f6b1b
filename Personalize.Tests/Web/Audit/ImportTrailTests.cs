using System.Net;
using Microsoft.EntityFrameworkCore;
using Personalize.Data.Accounts;
using Personalize.Data.Audit;
using Personalize.Tests.Support;
using Personalize.Tests.Web.Import;

namespace Personalize.Tests.Web.Audit;

/// <summary>Whoever brings a file stands behind each of its rows.</summary>
public sealed class ImportTrailTests(UploadServer server) : IClassFixture<UploadServer>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_row_that_a_file_makes_or_changes_leads_to_who_brought_it_and_to_the_import()
    {
        await server.PostAsync("a.csv", "customer_id,age\ntrail-1,30\ntrail-2,40\n");
        var answer = await server.PostAsync("b.csv", "customer_id,age\ntrail-1,31\ntrail-2,40\ntrail-3,50\n");

        Assert.Equal((HttpStatusCode.OK, 1, 1), (answer.Status, answer.Count("created"), answer.Count("updated")));
        var begin = Assert.Single(await LinesAsync(new() { SubjectKind = Subjects.Import, SubjectId = answer.Text("import_id"), Action = "import.begin" }));
        var lines = await LinesAsync(new() { RequestId = begin.Entry.RequestId, SubjectKind = Subjects.Customer });
        await using var db = await server.App.OpenDatabaseAsync();
        var ids = await db.Customers.Where(customer => customer.CustomerId.StartsWith("trail-"))
            .OrderBy(customer => customer.CustomerId).Select(customer => customer.Id).ToListAsync(Cancellation);

        Assert.Equal(ActorKind.ApiKey, begin.Entry.ActorKind);
        Assert.All(lines, line => Assert.Equal(
            (begin.Entry.ActorKind, begin.Entry.ActorId, ActionSource.Import), (line.Entry.ActorKind, line.Entry.ActorId, line.Entry.Source)));
        Assert.Equal($"{ids[0]}", Assert.Single(lines, line => line.Entry.Action == "customer.update").Entry.SubjectId);
        var made = Assert.Single(lines, line => line.Entry.Action == "customer.create");
        Assert.Equal($"{ids[2]}", Assert.Single(made.Changes, change => change.Field == "numbers").New.GetString());
        Assert.Equal(2, lines.Count);
    }

    private Task<IReadOnlyList<AuditLine>> LinesAsync(AuditFilter filter) =>
        server.App.Get<AuditTrail>().PageAsync(PersonalizeApp.Tester, filter, before: null, 100, Cancellation);
}
