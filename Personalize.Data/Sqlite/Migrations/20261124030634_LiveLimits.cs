using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Personalize.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class LiveLimits : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "LiveLimits",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false),
                    MostServeMilliseconds = table.Column<int>(type: "INTEGER", nullable: false),
                    MostStoreMilliseconds = table.Column<int>(type: "INTEGER", nullable: false),
                    MostFallbackPercent = table.Column<double>(type: "REAL", nullable: false),
                    LeastClickPercent = table.Column<double>(type: "REAL", nullable: false),
                    LeastCoveragePercent = table.Column<double>(type: "REAL", nullable: false),
                    MostSilenceSeconds = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_LiveLimits", x => x.Id);
                    table.CheckConstraint("CK_LiveLimits_OnlyOne", "\"Id\" = 1");
                    table.CheckConstraint("CK_LiveLimits_Percent", "\"MostFallbackPercent\" BETWEEN 0 AND 100 AND \"LeastClickPercent\" BETWEEN 0 AND 100 AND \"LeastCoveragePercent\" BETWEEN 0 AND 100");
                    table.CheckConstraint("CK_LiveLimits_Positive", "\"MostServeMilliseconds\" > 0 AND \"MostStoreMilliseconds\" > 0 AND \"MostSilenceSeconds\" > 0");
                });

            migrationBuilder.InsertData(
                table: "LiveLimits",
                columns: new[] { "Id", "LeastClickPercent", "LeastCoveragePercent", "MostFallbackPercent", "MostServeMilliseconds", "MostSilenceSeconds", "MostStoreMilliseconds" },
                values: new object[] { 1, 0.0, 0.0, 25.0, 250, 180, 500 });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "LiveLimits");
        }
    }
}
