using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Personalize.Data.Imports;
using Personalize.Tests.Data.Spreadsheets;
using Personalize.Tests.Support;
using Personalize.Web.Import;

namespace Personalize.Tests.Web.Import;

/// <summary>What becomes of uploaded files that are fit.</summary>
public sealed class UploadTests(UploadServer server) : IClassFixture<UploadServer>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Users_workbook_is_imported_and_answered_as_specified()
    {
        var answer = await server.PostAsync("users.xlsx", Workbooks.Of(
            ["Cust. No", "Age", "Interests", "Gender"],
            ["up-1", 30, "Tea, home decor", "f"], ["up-2", 151, null, null], [null, 20, null, null], ["up-3", null, null, "m"], ["up-1", 31, null, null]));

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal("Successfully imported 2 users", answer.Text("message"));
        Assert.Equal((5, 2, 0, 0, 3), (answer.Count("rows_read"), answer.Count("created"), answer.Count("updated"), answer.Count("unchanged"), answer.Count("rejected")));
        Assert.Equal([(3, "age_range"), (4, "customer_missing"), (6, "customer_duplicate")],
            answer.Json.GetProperty("rejections").EnumerateArray().Select(row => (row.GetProperty("row").GetInt32(), row.GetProperty("code").GetString()!)));
        await using var db = await server.App.OpenDatabaseAsync();
        var customer = await db.Customers.SingleAsync(customer => customer.CustomerId == "up-1", Cancellation);
        Assert.Equal((30, "f"), (customer.Age, customer.Gender));
        Assert.Equal(["Tea", "home decor"], customer.Interests);
    }

    [Fact]
    public async Task Second_sheet_updates_what_it_speaks_of_and_leaves_the_rest()
    {
        await server.PostAsync("a.csv", "customer_id,age,gender\nsec-1,30,f\nsec-2,40,m\n");
        var answer = await server.PostAsync("b.csv", "customer_id,age\nsec-1,31\nsec-2,40\n");

        Assert.Equal((0, 1, 1), (answer.Count("created"), answer.Count("updated"), answer.Count("unchanged")));
        await using var db = await server.App.OpenDatabaseAsync();
        var customer = await db.Customers.SingleAsync(customer => customer.CustomerId == "sec-1", Cancellation);
        Assert.Equal((31, "f"), (customer.Age, customer.Gender));
    }

    [Fact]
    public async Task Empty_cells_erase_what_was_known_and_the_report_counts_whom()
    {
        await server.PostAsync("a.csv", "customer_id,age,gender\nclr-1,30,f\nclr-2,40,m\nclr-3,,m\n");
        var answer = await server.PostAsync("b.csv", "customer_id,age,gender\nclr-1,,f\nclr-2,41,m\nclr-3,,m\nclr-4,,\n");

        var report = await server.App.Get<ImportService>().FindAsync(PersonalizeApp.Tester, Guid.Parse(answer.Text("import_id")), Cancellation);
        Assert.Equal((2L, 1L), (report!.Updated, report.Cleared));
    }

    [Fact]
    public async Task Same_file_again_is_answered_with_the_first_import()
    {
        const string text = "customer_id,age\nsame-1,30\n";
        var first = await server.PostAsync("a.csv", text);
        var second = await server.PostAsync("renamed.csv", text);

        Assert.Equal(HttpStatusCode.OK, second.Status);
        Assert.Equal(first.Text("import_id"), second.Text("import_id"));
        Assert.Equal((0, 1), (second.Count("created"), second.Count("unchanged")));
    }

    [Fact]
    public async Task Same_file_is_imported_again_when_asked_and_brings_back_what_was_deleted()
    {
        const string text = "customer_id,age\nagain-1,30\nagain-2,40\n";
        var first = await server.PostAsync("a.csv", text);
        await using (var db = await server.App.OpenDatabaseAsync())
            await db.Customers.Where(customer => customer.CustomerId == "again-1").ExecuteDeleteAsync(Cancellation);

        var second = await server.PostAsync("a.csv", text, "again=true");

        Assert.NotEqual(first.Text("import_id"), second.Text("import_id"));
        Assert.Equal((1, 1), (second.Count("created"), second.Count("unchanged")));
    }

    [Fact]
    public async Task Sales_make_customers_items_and_purchases_once()
    {
        const string header = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n";
        const string line = "536365,sale-A,MUG,6,2010-12-01 08:26,2.55,sale-1,UK\n";
        // Two equal lines are two purchases; the better name of an item is the one most lines have.
        var first = await server.PostAsync("a.csv", header + line + line
            + "536366,sale-A,MUG OF TEA,1,2010-12-02 08:26,2.95,sale-2,UK\n536367,sale-A,MUG OF TEA,1,2010-12-03 08:26,2.65,sale-2,UK\n536368,sale-A,MUG OF TEA,1,2010-12-03 08:27,2.65,sale-2,UK\n"
            + "C536369,sale-A,MUG,-1,2010-12-01 08:26,2.55,sale-1,UK\n536370,sale-B,,1,2010-12-01 08:26,0,sale-1,UK\n536371,sale-B,,1,2010-12-01 08:26,1,,UK\n");
        var overlap = await server.PostAsync("b.csv", header + line + line + line);

        Assert.Equal((8, 5, 3, 2, 1), (first.Count("rows_read"), first.Count("created"), first.Count("rejected"), first.Count("new_customers"), first.Count("new_items")));
        Assert.Equal((1, 2), (overlap.Count("created"), overlap.Count("unchanged")));
        await using var db = await server.App.OpenDatabaseAsync();
        var item = await db.Items.SingleAsync(item => item.Sku == "sale-A", Cancellation);
        Assert.Equal(("MUG OF TEA", 265L), (item.Title, item.PriceCents));
        var customer = await db.Customers.SingleAsync(customer => customer.CustomerId == "sale-1", Cancellation);
        Assert.Equal((3L, true), (customer.ActivityCount, customer.EngagementMass > 0));
        Assert.Equal(new DateTimeOffset(2010, 12, 1, 8, 26, 0, TimeSpan.Zero), customer.LastActivityAt);
        Assert.All(await db.Activities.Where(activity => activity.CustomerId == customer.Id).ToListAsync(Cancellation), activity =>
            Assert.Equal((6.0, "import", item.Id), (activity.Value, activity.Source, activity.ItemId)));
    }

    [Fact]
    public async Task Sale_of_later_today_weighs_as_one_of_now()
    {
        var before = DateTimeOffset.UnixEpoch + (TimeProvider.System.GetUtcNow() - DateTimeOffset.UnixEpoch);
        var later = before.AddHours(20).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        var answer = await server.PostAsync(
            "a.csv", $"InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID\n9,sale-L,MUG,1,{later},2.55,sale-later\n");

        Assert.Equal(1, answer.Count("created"));
        await using var db = await server.App.OpenDatabaseAsync();
        var decay = (await db.DecaySettings.SingleAsync(Cancellation)).ToForwardDecay();
        var mass = (await db.Customers.SingleAsync(customer => customer.CustomerId == "sale-later", Cancellation)).EngagementMass;
        Assert.InRange(mass, decay.MassOf(1, before), decay.MassOf(1, TimeProvider.System.GetUtcNow()));
    }

    [Theory]
    [InlineData("wait=false", null)]
    [InlineData("", "respond-async")]
    public async Task Import_can_go_on_without_the_caller(string query, string? prefer)
    {
        var accepted = await server.PostAsync("a.csv", $"customer_id,age\nasync-{prefer},30\n", query, prefer);

        Assert.Equal(HttpStatusCode.Accepted, accepted.Status);
        Assert.Equal($"/api/imports/{accepted.Text("import_id")}", accepted.Location);
        var id = Guid.Parse(accepted.Text("import_id"));
        var ended = await server.EndAsync(id);
        Assert.Equal(ImportState.Succeeded, ended.State);
        var answer = await server.Client.GetFromJsonAsync<JsonElement>(new Uri(accepted.Location!, UriKind.Relative), Cancellation);
        Assert.Equal(("succeeded", "users", 1, 1.0), (
            answer.GetProperty("state").GetString(), answer.GetProperty("kind").GetString(), answer.GetProperty("created").GetInt32(), answer.GetProperty("fraction").GetDouble()));
        Assert.Equal("Customer id", answer.GetProperty("columns").GetProperty("customer_id").GetString());
    }

    [Theory]
    [InlineData("wait=maybe", "wait")]
    [InlineData("again=", "again")]
    [InlineData("agian=true", "agian")]
    [InlineData("wait=true&wait=false", "wait")]
    public async Task A_parameter_that_cannot_be_understood_is_named_before_the_file_is_taken(string query, string parameter)
    {
        var answer = await server.PostAsync("a.csv", "customer_id,age\nquery-1,30\n", query);

        Assert.Equal((HttpStatusCode.BadRequest, "query_invalid"), (answer.Status, answer.Text("code")));
        Assert.True(answer.Json.GetProperty("errors").TryGetProperty(parameter, out _));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("101")]
    [InlineData("ten")]
    public async Task The_list_of_imports_has_one_to_a_hundred(string limit)
    {
        using var answer = await server.Client.GetAsync(new Uri($"/api/imports?limit={limit}", UriKind.Relative), Cancellation);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task Running_import_can_be_cancelled_and_brought_again()
    {
        var text = "customer_id\n" + string.Concat(Enumerable.Range(0, 200_000).Select(row => $"cancel-{row}\n"));
        var accepted = await server.PostAsync("a.csv", text, "wait=false");
        using var response = await server.Client.DeleteAsync(new Uri(accepted.Location!, UriKind.Relative), Cancellation);
        var report = await server.App.Get<ImportService>().FindAsync(PersonalizeApp.Tester, Guid.Parse(accepted.Text("import_id")), Cancellation);

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        Assert.Equal(ImportState.Cancelled, report!.State);
        Assert.True(report.RowsRead < 200_000);
        var again = await server.PostAsync("a.csv", text, "wait=false");
        Assert.Equal(HttpStatusCode.Accepted, again.Status);
        Assert.NotEqual(accepted.Text("import_id"), again.Text("import_id"));
        await server.Client.DeleteAsync(new Uri(again.Location!, UriKind.Relative), Cancellation);
    }

    [Fact]
    public async Task Unknown_import_is_not_found()
    {
        using var found = await server.Client.GetAsync(new Uri($"/api/imports/{Guid.NewGuid()}", UriKind.Relative), Cancellation);
        using var deleted = await server.Client.DeleteAsync(new Uri($"/api/imports/{Guid.NewGuid()}", UriKind.Relative), Cancellation);

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (found.StatusCode, deleted.StatusCode));
    }

    [Fact]
    public async Task Real_retail_workbook_is_accepted_row_by_row_as_documented()
    {
        var path = TestFiles.Require("online-retail", "online_retail.xlsx");
        var accepted = await server.PostAsync("online_retail.xlsx", await File.ReadAllBytesAsync(path, Cancellation), "wait=false");
        var report = await server.EndAsync(Guid.Parse(accepted.Text("import_id")));

        // 541,909 rows; 135,080 without customer; of the others 8,905 cancelled and 40 given away.
        Assert.Equal((541_909L, 397_884L, 144_025L, 4_338L), (report.RowsRead, report.Created, report.Rejected, report.NewCustomers));
        Assert.Equal(
            [("customer_missing", 135_080L), ("invoice_cancelled", 8_905L), ("price_not_positive", 40L)],
            report.Reasons.Select(reason => (reason.Code, reason.Count)));
    }
}
