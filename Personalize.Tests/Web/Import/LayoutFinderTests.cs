using Personalize.Data.Imports;
using Personalize.Data.Spreadsheets;
using Personalize.Web.Import.Sheets;

namespace Personalize.Tests.Web.Import;

public sealed class LayoutFinderTests
{
    [Theory]
    [InlineData("customer_id", "age", "gender", "interests", "purchase_history", "engagement_score", "sentiment_score", "social_media_activity")]
    [InlineData("Customer ID", "AGE", "Sex", "Hobbies", "Purchases", "Engagement", "Sentiment", "Social Media")]
    [InlineData(" Cust. No ", "Age (years)", "gender", "INTERESTS", "Purchase History", "Engagement-Score", "sentiment score", "Social_Media_Activity")]
    [InlineData("Ｃustomer　ID", "age", "gender", "interests", "order history", "engagement score", "Sentiment", "social activity")]
    public void Users_sheet_is_recognised_by_its_header(params string[] header)
    {
        var layout = Find([header, ["C1"]]);

        Assert.Equal(ImportKind.Users, layout.Kind);
        Assert.Equal(Enumerable.Range(0, 8), Enumerable.Range(0, 8).Select(field => layout.Columns[(SheetField)field]));
    }

    [Theory]
    [InlineData("InvoiceNo", "StockCode", "Description", "Quantity", "InvoiceDate", "UnitPrice", "CustomerID", "Country")]
    [InlineData("Order ID", "SKU", "Product name", "Qty", "Order date", "Price", "Customer", "Country")]
    public void Transactions_sheet_is_recognised_by_its_header(params string[] header)
    {
        var layout = Find([header, ["1"]]);

        Assert.Equal(ImportKind.Transactions, layout.Kind);
        Assert.Equal((0, 1, 2, 3, 4, 5, 6, 7), (
            layout.Columns[SheetField.Invoice], layout.Columns[SheetField.Item], layout.Columns[SheetField.Description], layout.Columns[SheetField.Quantity],
            layout.Columns[SheetField.Date], layout.Columns[SheetField.Price], layout.Columns[SheetField.CustomerId], layout.Columns[SheetField.Country]));
    }

    [Fact]
    public void Columns_may_stand_in_any_order_among_unknown_ones()
    {
        var layout = Find([["Notes", "Age", "Remark", "Customer ID"], ["x", 30, "y", "C1"]]);

        Assert.Equal((3, 1, 2), (layout.Columns[SheetField.CustomerId], layout.Columns[SheetField.Age], layout.Columns.Count));
        Assert.Equal("Customer id", layout.Understood()["Customer ID"]);
    }

    [Fact]
    public void Surer_name_wins_over_a_likely_one()
    {
        // "Customer" alone may be a name; "Customer ID" cannot.
        var layout = Find([["Customer", "Customer ID", "Age"], ["Ann", "C1", 30]]);

        Assert.Equal(1, layout.Columns[SheetField.CustomerId]);
    }

    [Fact]
    public void Titles_and_notes_may_stand_above_the_header()
    {
        var rows = new object?[19][];
        for (var row = 0; row < 18; row++)
            rows[row] = [$"Note {row}"];
        rows[18] = ["customer_id", "age"];
        var finder = new LayoutFinder();
        for (var row = 0; row < rows.Length; row++)
            Assert.Empty(finder.Offer(Rows.Of(row + 1, rows[row])));
        var ready = finder.Offer(Rows.Of(20, "C1", 30));

        Assert.Equal([20], ready.Select(row => row.Number));
    }

    [Fact]
    public void Cover_sheet_is_passed_over()
    {
        var finder = new LayoutFinder();
        finder.Offer(Rows.In(0, 1, "Report of the year"));
        finder.Offer(Rows.In(1, 1, "customer_id", "age"));
        finder.Offer(Rows.In(1, 2, "C1", 30));
        var ready = finder.Offer(Rows.In(2, 1, "other", "things"));

        Assert.Equal([(1, 2)], ready.Select(row => (row.Sheet, row.Number)));
        Assert.Empty(finder.Offer(Rows.In(2, 2, "more")));
        Assert.Empty(finder.Finish());
    }

    [Theory]
    [InlineData("header_missing", "customer id", "name", "age")]
    [InlineData("header_missing", "item", "customer_id", "quantity", "invoice_date", "price")]
    [InlineData("header_missing", "time", "customer_id", "stock_code", "quantity", "price")]
    [InlineData("header_duplicate", "age", "customer_id", "age", "Age ")]
    [InlineData("header_duplicate", "customer id", "customer_id", "CustomerID", "age")]
    public void Header_that_cannot_be_understood_names_the_column(string code, string column, params string[] header)
    {
        var refusal = Assert.Throws<SpreadsheetRefusedException>(() => Find([header, ["x"]]));

        Assert.Equal(code, refusal.Code);
        Assert.Contains(column, refusal.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Header_that_lacks_a_column_is_shown_as_it_was_read()
    {
        var refusal = Assert.Throws<SpreadsheetRefusedException>(() => Find([["name", "age"], ["x"]]));

        Assert.Contains("Row 1 was read as the headers: \"name\", \"age\"", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void File_without_rows_is_refused()
    {
        var refusal = Assert.Throws<SpreadsheetRefusedException>(() => new LayoutFinder().Finish());

        Assert.Equal("file_empty", refusal.Code);
    }

    private static SheetLayout Find(object?[][] rows)
    {
        var finder = new LayoutFinder();
        for (var row = 0; row < rows.Length; row++)
            finder.Offer(Rows.Of(row + 1, rows[row]));
        finder.Finish();
        return finder.Layout!;
    }
}
