import RetentionService
import ServiceKit

ServiceMain.run(RetentionApp.definition)
