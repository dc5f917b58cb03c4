import NotificationsService
import ServiceKit

ServiceMain.run(NotificationsApp.definition)
